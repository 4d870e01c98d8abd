import { NotPlain } from '../file/types.ts';

/** Constants of the eexec cipher (Adobe Type 1 Font Format, chapter 7). */
const KEY = 55665;
const C1 = 52845;
const C2 = 22719;
/** Bytes at the beginning of the encrypted part that mean nothing. */
const LEAD = 4;

const EEXEC = [0x65, 0x65, 0x78, 0x65, 0x63];
const CHAR_STRINGS = Buffer.from('/CharStrings');
const SLASH = 0x2f;
const BLANK = 0x20;

/** Names of the glyphs that a Type 1 font program has: a subset's encoding may name others. */
export function type1GlyphNames(bytes: Uint8Array): ReadonlySet<string> {
  const names = new Set<string>();
  const plain = decrypt(bytes, encryptedFrom(bytes));
  let at = plain.indexOf(CHAR_STRINGS);
  if (at < 0) throw new NotPlain('A font program has no glyphs that can be seen');
  at += CHAR_STRINGS.length;
  // `/A 123 RD ` and 123 bytes, until the dictionary ends.
  for (;;) {
    const slash = plain.indexOf(SLASH, at);
    if (slash < 0 || plain.subarray(at, slash).includes('end')) return names;
    const nameEnd = plain.indexOf(BLANK, slash);
    const lengthEnd = plain.indexOf(BLANK, nameEnd + 1);
    const dataFrom = plain.indexOf(BLANK, lengthEnd + 1) + 1;
    const length = Number(plain.toString('latin1', nameEnd + 1, lengthEnd));
    if (nameEnd < 0 || lengthEnd < 0 || dataFrom === 0 || !Number.isInteger(length) || length < 0) {
      throw new NotPlain('The glyphs of a font program are not told plainly');
    }
    names.add(plain.toString('latin1', slash + 1, nameEnd));
    at = dataFrom + length;
  }
}

/** The encrypted part begins behind `eexec` and one blank or line end; it must be binary. */
export function encryptedFrom(bytes: Uint8Array): number {
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(Buffer.from(EEXEC));
  if (at < 0 || bytes[0] === 0x80)
    throw new NotPlain('A font program has no encrypted part that can be read');
  let from = at + EEXEC.length;
  from += bytes[from] === 0x0d && bytes[from + 1] === 0x0a ? 2 : 1;
  if (isHexadecimal(bytes.subarray(from, from + LEAD))) {
    throw new NotPlain('The encrypted part of a font program is written in hexadecimal digits');
  }
  return from;
}

const isHexadecimal = (bytes: Uint8Array): boolean =>
  bytes.every((byte) => /[0-9a-f\s]/i.test(String.fromCharCode(byte)));

export function decrypt(bytes: Uint8Array, from: number): Buffer {
  const plain = Buffer.allocUnsafe(Math.max(0, bytes.length - from));
  let key = KEY;
  for (let at = from; at < bytes.length; at++) {
    const cipher = bytes[at] as number;
    plain[at - from] = cipher ^ (key >> 8);
    key = ((cipher + key) * C1 + C2) & 0xffff;
  }
  return plain.subarray(LEAD);
}
