import { NotPlain } from '../../file/types.ts';
import { codePointIn, STANDARD } from '../encodings.ts';
import { codePointOf, UNTOLD } from '../glyph-names.ts';
import { decrypt, encryptedFrom } from '../type1-glyphs.ts';
import { boxOf, type GlyphBox, newOutline } from './outline.ts';
import { drawType1, type Type1Program } from './type1-charstring.ts';

/** A Type 1 font program whose glyphs can be measured. */
export type Type1Glyphs = {
  hasGlyph(name: string): boolean;
  nameOfCodePoint: ReadonlyMap<number, string>;
  /** Names by the program's own encoding; undefined where that is StandardEncoding. */
  nameOfCode: readonly (string | undefined)[] | undefined;
  /** Undefined for glyphs that are drawn in ways that only few are. */
  box(name: string): GlyphBox | undefined;
};

/** Bytes before a charstring that mean nothing, unless the program says so. */
const LEAD = 4;
const EM = 1000;
const KEY = 4330;
const C1 = 52845;
const C2 = 22719;
const LARGEST = 1 << 22;

export function openType1Glyphs(bytes: Uint8Array): Type1Glyphs {
  if (bytes.length > LARGEST) throw untold();
  const clearTo = encryptedFrom(bytes);
  const clear = Buffer.from(bytes.buffer, bytes.byteOffset, clearTo).toString('latin1');
  const { extend, slant } = readMatrix(clear);
  const plain = decrypt(bytes, clearTo);
  const text = plain.toString('latin1');
  const lead = Number(/\/lenIV\s+(-?\d+)/.exec(text)?.[1] ?? LEAD);
  const subroutines = readSubroutines(plain, text);
  const glyphs = readCharStrings(plain, text);
  const nameOfCodePoint = new Map<number, string>();
  for (const name of glyphs.keys()) {
    const codePoint = codePointOf(name);
    if (codePoint > 0 && codePoint < UNTOLD && !nameOfCodePoint.has(codePoint))
      nameOfCodePoint.set(codePoint, name);
  }
  // Only a few glyphs of a program are shown, so only their charstrings are deciphered.
  const charstringOf = (name: string): Uint8Array | undefined => {
    const ciphered = glyphs.get(name);
    return ciphered && decipher(ciphered, lead);
  };
  const deciphered: (Uint8Array | undefined)[] = [];
  const program: Type1Program = {
    subroutine(number) {
      const ciphered = subroutines[number];
      deciphered[number] ??= ciphered && decipher(ciphered, lead);
      return deciphered[number];
    },
    standardGlyph: (code) => charstringOf(nameOfCodePoint.get(codePointIn(STANDARD, code)) ?? ''),
  };
  return {
    hasGlyph: (name) => glyphs.has(name),
    nameOfCodePoint,
    nameOfCode: readEncoding(clear),
    box(name) {
      const charstring = charstringOf(name);
      const outline = newOutline(0, 0, extend, slant);
      return charstring && drawType1(program, charstring, outline) ? boxOf(outline, EM) : undefined;
    },
  };
}

/** A thousandth of an em is a unit in all but a few programs; letters may be stretched and slanted. */
function readMatrix(clear: string): { extend: number; slant: number } {
  const numbers = /\/FontMatrix\s{0,9}\[([-+.\de\s]{11,90})\]/
    .exec(clear)?.[1]
    ?.trim()
    .split(/\s+/)
    .map(Number);
  const [a = 0, b, c = 0, d, e, f] = numbers ?? [];
  if (b !== 0 || d !== 0.001 || e !== 0 || f !== 0 || !Number.isFinite(a + c)) throw untold();
  return { extend: a / d, slant: c / d };
}

/** `dup 5 9 RD ` and 9 bytes, for each subroutine. */
function readSubroutines(plain: Buffer, text: string): (Uint8Array | undefined)[] {
  const subroutines: (Uint8Array | undefined)[] = [];
  const from = text.indexOf('/Subrs');
  const to = text.indexOf('/CharStrings');
  if (from < 0 || to < from) return subroutines;
  const entry = /dup\s+(\d{1,5})\s+(\d{1,5})\s+(?:RD|-\|)\s/y;
  for (let at = text.indexOf('dup', from); at >= 0 && at < to; at = text.indexOf('dup', at)) {
    entry.lastIndex = at;
    const found = entry.exec(text);
    if (!found) break;
    const data = entry.lastIndex;
    at = data + Number(found[2]);
    subroutines[Number(found[1])] = plain.subarray(data, at);
  }
  return subroutines;
}

/** `/A 123 RD ` and 123 bytes, for each glyph. */
function readCharStrings(plain: Buffer, text: string): Map<string, Uint8Array> {
  const glyphs = new Map<string, Uint8Array>();
  const entry = /\s*(?:ND|\|-|readonly def|noaccess def)?\s*\/(\S{1,64})\s+(\d{1,5})\s+(?:RD|-\|)\s/y;
  let at = text.indexOf('/', text.indexOf('/CharStrings') + 1);
  for (;;) {
    entry.lastIndex = at;
    const found = entry.exec(text);
    if (!found) return glyphs;
    const data = entry.lastIndex;
    at = data + Number(found[2]);
    const name = found[1] as string;
    if (!glyphs.has(name)) glyphs.set(name, plain.subarray(data, at));
  }
}

function decipher(bytes: Uint8Array, lead: number): Uint8Array {
  if (lead < 0) return bytes;
  const plain = new Uint8Array(bytes.length);
  let key = KEY;
  for (let at = 0; at < bytes.length; at++) {
    const cipher = bytes[at] as number;
    plain[at] = cipher ^ (key >> 8);
    key = ((cipher + key) * C1 + C2) & 0xffff;
  }
  return plain.subarray(lead);
}

/** `dup 65 /A put`, until the array is defined. */
function readEncoding(clear: string): (string | undefined)[] | undefined {
  const from = clear.indexOf('/Encoding');
  if (from < 0 || /^\/Encoding\s+StandardEncoding/.test(clear.slice(from, from + 64))) return undefined;
  const names = new Array<string | undefined>(256).fill(undefined);
  const entry = /\bdup\s+(\d{1,3})\s*\/(\S{1,64})\s+put\b/g;
  entry.lastIndex = from;
  for (let found = entry.exec(clear); found; found = entry.exec(clear)) {
    const code = Number(found[1]);
    if (code < 256) names[code] = found[2];
  }
  return names;
}

const untold = () => new NotPlain('The glyphs of a Type 1 font program cannot be measured');
