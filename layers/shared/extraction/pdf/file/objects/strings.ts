import { NotPlain } from '../types.ts';
import { BLANK, CLASS, HEX_VALUE } from './characters.ts';
import type { Reader } from './reader.ts';

const OPEN = 0x28;
const CLOSE = 0x29;
const BACKSLASH = 0x5c;
const GREATER = 0x3e;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
/** What stands behind a backslash, and what it means; PDFium takes every other character for itself. */
const ESCAPES: Record<number, number> = { 110: 10, 114: 13, 116: 9, 98: 8, 102: 12 };

/**
 * Reads a literal string behind its parenthesis (ISO 32000-1, 7.3.4.2). A line's end in it stays as it is, as in
 * PDFium: encrypted bytes may look like one.
 */
export function readLiteralString(reader: Reader): Uint8Array {
  const { bytes } = reader;
  const start = reader.at;
  const end = endOfLiteral(bytes, start);
  reader.at = end + 1;
  const plain = new Uint8Array(bytes.subarray(start, end));
  return plain.includes(BACKSLASH) ? withoutEscapes(plain) : plain;
}

/** Where the parenthesis that closes it stands. */
function endOfLiteral(bytes: Uint8Array, start: number): number {
  let open = 1;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === BACKSLASH) at++;
    else if (byte === OPEN) open++;
    else if (byte === CLOSE && --open === 0) return at;
  }
  throw new NotPlain('A string does not end');
}

/** In place: what an escape means is never longer than itself. */
function withoutEscapes(string: Uint8Array): Uint8Array {
  let length = 0;
  for (let at = 0; at < string.length; at++) {
    let byte = string[at] as number;
    if (byte === BACKSLASH) {
      byte = string[++at] as number;
      if (isOctal(byte)) {
        let code = 0;
        const last = Math.min(at + 3, string.length);
        for (; at < last && isOctal(string[at] as number); at++)
          code = code * 8 + (string[at] as number) - 0x30;
        at--;
        byte = code & 0xff;
      } else if (byte === LINE_FEED) continue;
      else if (byte === RETURN) {
        if (string[at + 1] === LINE_FEED) at++;
        continue;
      } else byte = ESCAPES[byte] ?? byte;
    }
    string[length++] = byte;
  }
  return string.slice(0, length);
}

const isOctal = (byte: number): boolean => byte >= 0x30 && byte <= 0x37;

/** Reads a hexadecimal string behind its `<` (ISO 32000-1, 7.3.4.3). */
export function readHexString(reader: Reader): Uint8Array {
  const { bytes } = reader;
  const start = reader.at;
  const end = bytes.indexOf(GREATER, start);
  if (end < 0) throw new NotPlain('A string does not end');
  reader.at = end + 1;
  return fromHex(bytes, start, end);
}

/** Blanks are skipped; a digit that is missing at the end is 0. */
export function fromHex(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const string = new Uint8Array((end - start + 1) >> 1);
  let digits = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    const value = HEX_VALUE[byte] as number;
    if (value === 255) {
      if (CLASS[byte] === BLANK) continue;
      throw new NotPlain('A hexadecimal string has another character');
    }
    const place = digits >> 1;
    string[place] = digits % 2 === 0 ? value << 4 : (string[place] as number) | value;
    digits++;
  }
  return string.subarray(0, (digits + 1) >> 1);
}
