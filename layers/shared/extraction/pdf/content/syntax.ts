import { NotPlain } from '../file/types.ts';

/** Kinds of bytes (ISO 32000-1, 7.2.2); those of numbers are regular ones as well. */
export const REGULAR = 0;
export const WHITE = 1;
export const DELIMITER = 2;
export const NUMERIC = 3;

export const KINDS = new Uint8Array(256);
for (const byte of [0, 9, 10, 12, 13, 32]) KINDS[byte] = WHITE;
for (const character of '()<>[]{}/%') KINDS[character.charCodeAt(0)] = DELIMITER;
for (const character of '0123456789+-.') KINDS[character.charCodeAt(0)] = NUMERIC;
// PDFium takes 0x80 and 0xff for blanks.
KINDS[0x80] = WHITE;
KINDS[0xff] = WHITE;

export const isRegular = (byte: number): boolean => {
  const kind = KINDS[byte] as number;
  return kind === REGULAR || kind === NUMERIC;
};

export const isWhite = (byte: number): boolean => KINDS[byte] === WHITE;

export function endOfLine(bytes: Uint8Array, at: number): number {
  while (at < bytes.length && bytes[at] !== 10 && bytes[at] !== 13) at++;
  return at;
}

/** Where a literal string ends; brackets in it are balanced or escaped. */
export function endOfLiteral(bytes: Uint8Array, from: number): number {
  let depth = 0;
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte === 0x5c) at++;
    else if (byte === 0x28) depth++;
    else if (byte === 0x29 && depth-- === 0) return at;
  }
  throw new NotPlain('A string does not end');
}

export function endOfHexadecimal(bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length; at++) if (bytes[at] === 0x3e) return at;
  throw new NotPlain('A string does not end');
}

/** Where the `>>` of a dictionary stands. */
export function endOfDictionary(bytes: Uint8Array, from: number): number {
  let depth = 0;
  for (let at = from; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte === 0x28) at = endOfLiteral(bytes, at + 1);
    else if (byte === 0x25) at = endOfLine(bytes, at);
    else if (byte === 0x3c && bytes[at + 1] === 0x3c) {
      depth++;
      at++;
    } else if (byte === 0x3c) at = endOfHexadecimal(bytes, at + 1);
    else if (byte === 0x3e && bytes[at + 1] === 0x3e) {
      if (depth-- === 0) return at;
      at++;
    }
  }
  throw new NotPlain('A dictionary does not end');
}
