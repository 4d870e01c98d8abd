import { NotPlain } from '../file/types.ts';
import { CFF_STANDARD_CHARACTERS } from './cff-standard-strings.ts';
import { codePointIn, STANDARD } from './encodings.ts';
import { codePointOf, UNTOLD } from './glyph-names.ts';

/**
 * Reads what a CFF font program (Adobe technical note 5176) says of its encoding: the code points of its codes, 0 for
 * none. Fonts with CIDs and the expert encoding and character sets are not plain.
 */
export function cffCodePoints(bytes: Uint8Array): Uint32Array {
  const cff = openCff(bytes);
  if (cff.dict.has(ROS)) throw new NotPlain('A simple font’s program has CIDs');
  const glyphs = readCharset(cff);
  return readEncoding(cff, glyphs);
}

/** Top and bottom of the font's box, in thousandths of an em; undefined where it has none of its own. */
export function cffBox(bytes: Uint8Array): { ascent: number; descent: number } | undefined {
  const { dict } = openCff(bytes);
  const box = dict.get(FONT_BBOX);
  if (!box || dict.has(FONT_MATRIX)) return undefined;
  return { descent: Math.floor(box[1] ?? 0), ascent: Math.ceil(box[3] ?? 0) };
}

const FONT_BBOX = 5;
const CHARSET = 15;
const ENCODING = 16;
const CHAR_STRINGS = 17;
/** Operators of two bytes begin with 12. */
const FONT_MATRIX = 0x0c07;
const ROS = 0x0c1e;

const STANDARD_STRINGS = 391;
/** Predefined character set: Latin, whose glyphs have the first 228 standard strings in their order. */
const ISO_ADOBE = 0;
const ISO_ADOBE_LAST = 228;
const STANDARD_ENCODING = 0;
const EXPERT = 1;

export type Cff = { bytes: Uint8Array; dict: ReadonlyMap<number, readonly number[]>; strings: Index };
/** Where an INDEX's items begin; the last entry is where the last one ends. */
export type Index = readonly number[];

export function openCff(bytes: Uint8Array): Cff {
  const names = readIndex(bytes, byteAt(bytes, 2));
  const dicts = readIndex(bytes, endOf(names));
  const strings = readIndex(bytes, endOf(dicts));
  if (dicts.length !== 2) throw new NotPlain('A font program holds several fonts');
  return { bytes, dict: readDict(bytes, dicts[0] ?? 0, dicts[1] ?? 0), strings };
}

/** Offsets of an INDEX's items in the file, and of what follows the last one. */
export function readIndex(bytes: Uint8Array, at: number): Index {
  const count = uint16(bytes, at);
  if (count === 0) return [at + 2];
  const size = byteAt(bytes, at + 2);
  if (size < 1 || size > 4 || at + 3 + (count + 1) * size > bytes.length) throw damaged();
  const base = at + 2 + (count + 1) * size;
  const offsets: number[] = [];
  for (let item = 0; item <= count; item++) {
    let offset = 0;
    for (let byte = 0; byte < size; byte++)
      offset = offset * 256 + byteAt(bytes, at + 3 + item * size + byte);
    if (base + offset < (offsets[item - 1] ?? 0) || base + offset > bytes.length) throw damaged();
    offsets.push(base + offset);
  }
  return offsets;
}

const endOf = (index: Index): number => index[index.length - 1] ?? 0;

/** Operands by operator. */
export function readDict(
  bytes: Uint8Array,
  from: number,
  to: number,
): ReadonlyMap<number, readonly number[]> {
  const dict = new Map<number, readonly number[]>();
  let operands: number[] = [];
  for (let at = from; at < to; ) {
    const first = byteAt(bytes, at++);
    if (first <= 21) {
      const operator = first === 12 ? 0x0c00 | byteAt(bytes, at++) : first;
      dict.set(operator, operands);
      operands = [];
    } else if (first === 28) {
      operands.push((uint16(bytes, at) << 16) >> 16);
      at += 2;
    } else if (first === 29) {
      operands.push((uint16(bytes, at) << 16) | uint16(bytes, at + 2));
      at += 4;
    } else if (first === 30) {
      const from = at;
      while ((byteAt(bytes, at) & 0x0f) !== 0x0f && byteAt(bytes, at) >> 4 !== 0x0f) at++;
      at++;
      operands.push(readReal(bytes, from, at));
    } else if (first >= 32 && first <= 246) operands.push(first - 139);
    else if (first >= 247 && first <= 250) operands.push((first - 247) * 256 + byteAt(bytes, at++) + 108);
    else if (first >= 251 && first <= 254) operands.push(-(first - 251) * 256 - byteAt(bytes, at++) - 108);
    else throw damaged();
  }
  return dict;
}

/** A real number, of one sign each four bits. */
function readReal(bytes: Uint8Array, from: number, to: number): number {
  let text = '';
  for (let at = from; at < to; at++) {
    const byte = byteAt(bytes, at);
    text += (REAL_SIGNS[byte >> 4] ?? '') + (REAL_SIGNS[byte & 0x0f] ?? '');
  }
  return Number(text);
}

const REAL_SIGNS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.', 'e', 'e-', '', '-', ''];

export const offsetOf = (cff: Cff, operator: number): number => cff.dict.get(operator)?.[0] ?? 0;

/** Code points of all glyphs, by the names that the character set gives them. */
function readCharset(cff: Cff): Uint32Array {
  const { bytes } = cff;
  const count = readIndex(bytes, offsetOf(cff, CHAR_STRINGS)).length - 1;
  const glyphs = new Uint32Array(Math.max(count, 1));
  const offset = offsetOf(cff, CHARSET);
  if (offset === ISO_ADOBE) {
    for (let glyph = 1; glyph < count && glyph <= ISO_ADOBE_LAST; glyph++) glyphs[glyph] = nameOf(cff, glyph);
    return glyphs;
  }
  if (offset <= 2) throw new NotPlain('A font program has a character set of expert glyphs');
  const format = byteAt(bytes, offset);
  if (format > 2) throw damaged();
  let at = offset + 1;
  for (let glyph = 1; glyph < count; ) {
    const first = uint16(bytes, at);
    at += 2;
    const left = format === 0 ? 0 : format === 1 ? byteAt(bytes, at) : uint16(bytes, at);
    at += format;
    for (let more = 0; more <= left && glyph < count; more++) glyphs[glyph++] = nameOf(cff, first + more);
  }
  return glyphs;
}

function readEncoding(cff: Cff, glyphs: Uint32Array): Uint32Array {
  const { bytes } = cff;
  const codes = new Uint32Array(256);
  const offset = offsetOf(cff, ENCODING);
  if (offset === EXPERT) throw new NotPlain('A font program has the encoding of expert glyphs');
  if (offset === STANDARD_ENCODING) {
    const present = new Set(glyphs);
    for (let code = 0; code < 256; code++) {
      const codePoint = codePointIn(STANDARD, code);
      if (present.has(codePoint)) codes[code] = codePoint;
    }
    return codes;
  }
  const format = byteAt(bytes, offset);
  const count = byteAt(bytes, offset + 1);
  let at = offset + 2;
  const set = (code: number, glyph: number) => {
    if (code < 256 && glyph < glyphs.length) codes[code] = glyphs[glyph] as number;
  };
  if ((format & 0x7f) === 0) {
    for (let glyph = 1; glyph <= count; glyph++) set(byteAt(bytes, at++), glyph);
  } else if ((format & 0x7f) === 1) {
    let glyph = 1;
    for (let range = 0; range < count; range++) {
      const first = byteAt(bytes, at);
      const left = byteAt(bytes, at + 1);
      at += 2;
      for (let more = 0; more <= left; more++) set(first + more, glyph++);
    }
  } else throw damaged();
  if ((format & 0x80) !== 0) {
    const supplements = byteAt(bytes, at++);
    for (let entry = 0; entry < supplements; entry++, at += 3) {
      codes[byteAt(bytes, at)] = nameOf(cff, uint16(bytes, at + 1));
    }
  }
  return codes;
}

/** The code point that a glyph's name means, by its string number. */
function nameOf({ bytes, strings }: Cff, sid: number): number {
  // Of the standard strings only .notdef means nothing; those of expert fonts mean signs that are not kept.
  if (sid < STANDARD_STRINGS) return CFF_STANDARD_CHARACTERS.charCodeAt(sid) || (sid === 0 ? 0 : UNTOLD);
  const [from, to] = [strings[sid - STANDARD_STRINGS], strings[sid - STANDARD_STRINGS + 1]];
  if (from === undefined || to === undefined) return 0;
  return codePointOf(String.fromCharCode(...bytes.subarray(from, Math.min(to, from + LONGEST_NAME))));
}

const LONGEST_NAME = 64;

export function byteAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw damaged();
  return byte;
}

export const uint16 = (bytes: Uint8Array, at: number): number =>
  (byteAt(bytes, at) << 8) | byteAt(bytes, at + 1);

const damaged = () => new NotPlain('A font program is damaged');
