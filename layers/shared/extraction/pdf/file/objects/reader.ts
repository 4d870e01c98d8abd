import { NotPlain } from '../types.ts';
import { BLANK, CLASS, DELIMITER, isDigit, REGULAR } from './characters.ts';

/** A place in bytes that are read word by word. */
export type Reader = {
  readonly bytes: Uint8Array;
  at: number;
  /** Shared by all readers of a file. */
  readonly budget: Budget;
  /** Of the strings of the object that is being read; absent where they are not encrypted. */
  decrypt: ((string: Uint8Array) => Uint8Array) | undefined;
};

/** What a file's values may still take: a few bytes of a hostile file can say a value that takes hundreds. */
export type Budget = { left: number };

/** About 16 bytes of memory a unit. */
export const VALUE_BUDGET = 6_000_000;

export function spend(budget: Budget, units: number) {
  budget.left -= units;
  if (budget.left < 0) throw new NotPlain('The file holds too many values');
}

export const readerOf = (bytes: Uint8Array, at: number, budget: Budget): Reader => ({
  bytes,
  at,
  budget,
  decrypt: undefined,
});

const LONG_GAP = 256;
/** Digits of the largest number that is exact. */
const MOST_DIGITS = 16;
const PERCENT = 0x25;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;

/** Goes to the next byte that is neither blank nor part of a comment; the byte, or -1 at the end. */
export function skipBlanks(reader: Reader): number {
  const { bytes } = reader;
  const end = bytes.length;
  let at = reader.at;
  while (at < end) {
    const byte = bytes[at] as number;
    if (byte === PERCENT) {
      while (at < end && bytes[at] !== LINE_FEED && bytes[at] !== RETURN) at++;
    } else if (CLASS[byte] === BLANK) at++;
    else break;
  }
  // Many objects may begin in the same long gap.
  if (at - reader.at > LONG_GAP) spend(reader.budget, (at - reader.at) >> 6);
  reader.at = at;
  return at < end ? (bytes[at] as number) : -1;
}

/** Whether a word ends before the byte at `at`. */
export const endsWord = (bytes: Uint8Array, at: number): boolean =>
  at >= bytes.length || CLASS[bytes[at] as number] === BLANK || CLASS[bytes[at] as number] === DELIMITER;

/** Whether `word` stands at `at`, whatever comes behind it. */
export function startsWith(bytes: Uint8Array, at: number, word: string): boolean {
  if (at + word.length > bytes.length) return false;
  for (let i = 0; i < word.length; i++) if (bytes[at + i] !== word.charCodeAt(i)) return false;
  return true;
}

/** Skips blanks and then `word`; whether it was there. The place stays before it if it was not. */
export function skipWord(reader: Reader, word: string): boolean {
  skipBlanks(reader);
  const end = reader.at + word.length;
  if (!startsWith(reader.bytes, reader.at, word) || !endsWord(reader.bytes, end)) return false;
  reader.at = end;
  return true;
}

/** Skips blanks and reads a word of digits only. */
export function readCount(reader: Reader): number {
  const first = skipBlanks(reader);
  if (!isDigit(first)) throw new NotPlain('A number without a sign was expected');
  const { bytes } = reader;
  let value = 0;
  let at = reader.at;
  const last = Math.min(bytes.length, at + MOST_DIGITS);
  for (; at < last && isDigit(bytes[at] as number); at++) {
    value = value * 10 + (bytes[at] as number) - 0x30;
  }
  if (!endsWord(bytes, at) || value > Number.MAX_SAFE_INTEGER) throw new NotPlain('A number is malformed');
  reader.at = at;
  return value;
}

/** Whether the byte may be part of a word. */
export const isRegular = (byte: number | undefined): boolean => byte !== undefined && CLASS[byte] === REGULAR;
