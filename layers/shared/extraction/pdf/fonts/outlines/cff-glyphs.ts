import { NotPlain } from '../../file/types.ts';
import {
  byteAt,
  type Cff,
  type Index,
  offsetOf,
  openCff,
  readDict,
  readIndex,
  uint16,
} from '../cff-program.ts';
import { CFF_STANDARD_CHARACTERS } from '../cff-standard-strings.ts';
import { codePointOf, UNTOLD } from '../glyph-names.ts';
import { boxOf, type GlyphBox, newOutline } from './outline.ts';
import { drawType2 } from './type2-charstring.ts';

/** A CFF font program whose glyphs can be measured (Adobe technical note 5176). */
export type CffGlyphs = {
  /** By CID in a program for composite fonts; undefined for one that has names. */
  glyphOfCid: ReadonlyMap<number, number> | undefined;
  glyphOfName(name: string): number | undefined;
  glyphOfCodePoint: ReadonlyMap<number, number>;
  glyphOfCode: Uint16Array;
  /** Undefined for glyphs that are drawn in ways that only few are. */
  box(glyph: number): GlyphBox | undefined;
};

/** Operators of dictionaries; those of two bytes begin with 12. */
const CHARSET = 15;
const ENCODING = 16;
const CHAR_STRINGS = 17;
const PRIVATE = 18;
const SUBROUTINES = 19;
const FONT_MATRIX = 0x0c07;
const CHARSTRING_TYPE = 0x0c06;
const ROS = 0x0c1e;
const FD_ARRAY = 0x0c24;
const FD_SELECT = 0x0c25;

const STANDARD_STRINGS = 391;
const EM = 1000;
const NO_INDEX: Index = [0];

export function openCffGlyphs(bytes: Uint8Array): CffGlyphs {
  const cff = openCff(bytes);
  const { dict } = cff;
  if ((dict.get(CHARSTRING_TYPE)?.[0] ?? 2) !== 2) throw untold();
  const hasCids = dict.has(ROS);
  const { extend, slant } = hasCids ? UPRIGHT : shapeOf(dict);
  const charStrings = readIndex(bytes, offsetOf(cff, CHAR_STRINGS));
  const global = readIndex(bytes, endOf(cff.strings));
  const charset = readCharset(cff, charStrings.length - 1);
  const locals = hasCids ? localsOfFonts(cff, scaleOf(dict)) : [localOf(bytes, dict)];
  const fontOf = hasCids ? fontSelector(cff, charStrings.length - 1) : () => 0;
  const names = hasCids ? NO_NAMES : namesOf(cff, charset);
  return {
    glyphOfCid: hasCids ? new Map(Array.from(charset, (cid, glyph) => [cid, glyph])) : undefined,
    ...names,
    glyphOfCode: hasCids ? new Uint16Array() : codesOf(cff),
    box(glyph) {
      const [from, to] = [charStrings[glyph], charStrings[glyph + 1]];
      const local = locals[fontOf(glyph)];
      if (from === undefined || to === undefined || local === undefined) return undefined;
      const outline = newOutline(0, 0, extend, slant);
      return drawType2({ bytes, global, local }, from, to, outline) ? boxOf(outline, EM) : undefined;
    },
  };
}

const endOf = (index: Index): number => index[index.length - 1] ?? 0;

/** String number, or CID, of each glyph. */
function readCharset(cff: Cff, count: number): Uint16Array {
  const { bytes } = cff;
  const ids = Uint16Array.from({ length: count }, (_none, glyph) => glyph);
  const offset = offsetOf(cff, CHARSET);
  if (offset === 0) return ids;
  if (offset <= 2) throw untold();
  const format = byteAt(bytes, offset);
  if (format > 2) throw untold();
  let at = offset + 1;
  for (let glyph = 1; glyph < count; ) {
    const first = uint16(bytes, at);
    at += 2;
    const left = format === 0 ? 0 : format === 1 ? byteAt(bytes, at) : uint16(bytes, at);
    at += format;
    for (let more = 0; more <= left && glyph < count; more++) ids[glyph++] = first + more;
  }
  return ids;
}

type Names = Pick<CffGlyphs, 'glyphOfName' | 'glyphOfCodePoint'>;
const NO_NAMES: Names = { glyphOfName: () => undefined, glyphOfCodePoint: new Map() };

/** Standard names are known by the characters they mean. */
function namesOf({ bytes, strings }: Cff, charset: Uint16Array): Names {
  const byName = new Map<string, number>();
  const glyphOfCodePoint = new Map<number, number>();
  const keep = (codePoint: number, glyph: number) => {
    if (codePoint > 0 && codePoint < UNTOLD && !glyphOfCodePoint.has(codePoint))
      glyphOfCodePoint.set(codePoint, glyph);
  };
  charset.forEach((id, glyph) => {
    if (id < STANDARD_STRINGS) {
      keep(CFF_STANDARD_CHARACTERS.charCodeAt(id), glyph);
      return;
    }
    const [from, to] = [strings[id - STANDARD_STRINGS], strings[id - STANDARD_STRINGS + 1]];
    if (from === undefined || to === undefined) return;
    const name = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1');
    byName.set(name, glyph);
    keep(codePointOf(name), glyph);
  });
  const glyphOfName = (name: string) => byName.get(name) ?? glyphOfCodePoint.get(codePointOf(name));
  return { glyphOfName, glyphOfCodePoint };
}

/** Glyphs by the program's own encoding; none where it is a predefined one. */
function codesOf(cff: Cff): Uint16Array {
  const { bytes } = cff;
  const codes = new Uint16Array(256);
  const offset = offsetOf(cff, ENCODING);
  if (offset <= 1) return codes;
  const format = byteAt(bytes, offset) & 0x7f;
  const count = byteAt(bytes, offset + 1);
  let at = offset + 2;
  let glyph = 1;
  for (let entry = 0; entry < count; entry++) {
    const first = byteAt(bytes, at++);
    const left = format === 1 ? byteAt(bytes, at++) : 0;
    for (let more = 0; more <= left; more++) codes[first + more] = glyph++;
  }
  return codes;
}

/** Subroutines of a font's private dictionary. */
function localOf(bytes: Uint8Array, dict: ReadonlyMap<number, readonly number[]>): Index {
  const [size = 0, offset = 0] = dict.get(PRIVATE) ?? [];
  if (size === 0) return NO_INDEX;
  const subroutines = readDict(bytes, offset, offset + size).get(SUBROUTINES)?.[0];
  return subroutines === undefined ? NO_INDEX : readIndex(bytes, offset + subroutines);
}

type Shape = { extend: number; slant: number };
const UPRIGHT: Shape = { extend: 1, slant: 0 };

/** A thousandth of an em is a unit in a program whose glyphs have names; its letters may be stretched and slanted. */
function shapeOf(dict: ReadonlyMap<number, readonly number[]>): Shape {
  const matrix = dict.get(FONT_MATRIX);
  if (!matrix) return UPRIGHT;
  const [a = 0, b, c = 0, d, e, f] = matrix;
  if (b !== 0 || d !== 1 / EM || e !== 0 || f !== 0 || !Number.isFinite(a + c)) throw untold();
  return { extend: a / d, slant: c / d };
}

/** What a dictionary's matrix makes of a unit; undefined where it has none. Only even scaling can be reckoned with. */
function scaleOf(dict: ReadonlyMap<number, readonly number[]>): number | undefined {
  const matrix = dict.get(FONT_MATRIX);
  if (!matrix) return undefined;
  const [a = 0, b, c, d, e, f] = matrix;
  if (a !== d || b !== 0 || c !== 0 || e !== 0 || f !== 0) throw untold();
  return a;
}

/** A thousandth of an em is a unit, unless the program says otherwise. */
function checkScale(program: number | undefined, font: number | undefined): void {
  const unit = program === undefined ? (font ?? 1 / EM) : program * (font ?? 1);
  if (Math.abs(unit * EM - 1) > 1e-6) throw untold();
}

function localsOfFonts(cff: Cff, scale: number | undefined): Index[] {
  const { bytes } = cff;
  const fonts = readIndex(bytes, offsetOf(cff, FD_ARRAY));
  return fonts.slice(1).map((end, index) => {
    const dict = readDict(bytes, fonts[index] ?? 0, end);
    checkScale(scale, scaleOf(dict));
    return localOf(bytes, dict);
  });
}

/** Which of its fonts a glyph of a program for composite fonts belongs to. */
function fontSelector(cff: Cff, count: number): (glyph: number) => number {
  const { bytes } = cff;
  const offset = offsetOf(cff, FD_SELECT);
  const format = byteAt(bytes, offset);
  if (format === 0) return (glyph) => byteAt(bytes, offset + 1 + glyph);
  if (format !== 3) throw untold();
  const fonts = new Uint8Array(count);
  const ranges = uint16(bytes, offset + 1);
  for (let range = 0, at = offset + 3; range < ranges; range++, at += 3)
    fonts.fill(byteAt(bytes, at + 2), uint16(bytes, at), uint16(bytes, at + 3));
  return (glyph) => fonts[glyph] ?? 0;
}

const untold = () => new NotPlain('The glyphs of a CFF font program cannot be measured');
