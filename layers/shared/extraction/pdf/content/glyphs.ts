import { NotPlain } from '../file/types.ts';
import type { PdfFont } from '../fonts/types.ts';
import { extentHigh, extentLow } from './glyph-extents.ts';

/** What the interpreter asks of a font's codes, in typed arrays of 64 codes each: fonts of many thousand signs show few of them. */
export type Glyphs = {
  readonly font: PdfFont;
  readonly blocks: (GlyphBlock | undefined)[];
  /** Texts of codes that stand for more than one UTF-16 unit. */
  readonly texts: Map<number, string>;
  readonly wordSpace: boolean;
  /** Width of the blank in thousandths; 0 for none. */
  readonly spaceWidth: number;
};

export type GlyphBlock = {
  readonly width: Float64Array;
  /** A UTF-16 unit, or one of the constants below. */
  readonly unit: Int32Array;
  /** The ink in thousandths: below and above the base line, and on the right of where it is drawn. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly left: Float64Array;
  readonly right: Float64Array;
  /** 1 for ink that is only estimated, 2 for ink that sticks out of the box of advance and font, else 0. */
  readonly ink: Uint8Array;
};

export const ESTIMATED = 1;
export const STICKS_OUT = 2;

export const UNREAD = -3;
/** A code without a text of its own, which has the number 0. */
export const NO_TEXT = -2;
/** More than one unit: see `texts`. */
export const SEVERAL = -1;

/** The block of a code is `code >> BLOCK_BITS`, its place in there `code & CELL`. */
export const BLOCK_BITS = 6;
export const CELL = 63;
const CODES = CELL + 1;
/** 65,536 codes have 1,024 blocks; what uses more in all is an attack. */
const MAX_BLOCKS = 4096;

const known = new WeakMap<PdfFont, Glyphs>();

export function glyphsOf(font: PdfFont): Glyphs {
  const found = known.get(font);
  if (found) return found;
  const { spaceCode } = font;
  const glyphs: Glyphs = {
    font,
    blocks: [],
    texts: new Map(),
    wordSpace: font.isWordSpace(32),
    spaceWidth: spaceCode === undefined ? 0 : font.width(spaceCode),
  };
  known.set(font, glyphs);
  return glyphs;
}

/** Five numbers of double precision, a unit, and how its ink is known. */
const BYTES_OF_CODE = 5 * 8 + 4 + 1;

/** The block of a code, with that code read from the font. */
export function blockOf(glyphs: Glyphs, code: number): GlyphBlock {
  const block = glyphs.blocks[code >> BLOCK_BITS];
  if (block !== undefined && (block.unit[code & CELL] as number) !== UNREAD) return block;
  return readGlyph(glyphs, code, block ?? newBlock(glyphs, code));
}

/** The UTF-16 unit that a code's text begins or ends with; the code itself where it has no text. */
export function unitOf(glyphs: Glyphs, code: number, first: boolean): number {
  const unit = blockOf(glyphs, code).unit[code & CELL] as number;
  if (unit === NO_TEXT) return code;
  if (unit !== SEVERAL) return unit;
  const text = glyphs.texts.get(code) ?? '';
  return text.charCodeAt(first ? 0 : text.length - 1);
}

function newBlock({ blocks }: Glyphs, code: number): GlyphBlock {
  if (code < 0 || code >= MAX_BLOCKS * CODES) throw new NotPlain('A font has codes of more than two bytes');
  // One piece of memory for all: the collector has to look at each.
  const buffer = new ArrayBuffer(CODES * BYTES_OF_CODE);
  const numbers = (index: number) => new Float64Array(buffer, index * CODES * 8, CODES);
  const block: GlyphBlock = {
    width: numbers(0),
    low: numbers(1),
    high: numbers(2),
    left: numbers(3),
    right: numbers(4),
    unit: new Int32Array(buffer, 5 * CODES * 8, CODES).fill(UNREAD),
    ink: new Uint8Array(buffer, CODES * (5 * 8 + 4), CODES),
  };
  blocks[code >> BLOCK_BITS] = block;
  return block;
}

/** Where a font gives no text, PDFium takes the code for it; code 0 stays without. */
function readGlyph({ font, texts }: Glyphs, code: number, block: GlyphBlock): GlyphBlock {
  const text = font.text(code) || (code === 0 ? '' : String.fromCodePoint(code));
  if (text.includes('\0')) throw new NotPlain('A font maps a code to U+0000');
  refuseRightToLeft(text);
  const at = code & CELL;
  const first = text.codePointAt(0) ?? 0;
  const width = font.width(code);
  if (!Number.isFinite(width)) throw new NotPlain('A glyph has no width');
  block.width[at] = width;
  setInk(font, code, first, block);
  if (text.length > 1) texts.set(code, text);
  block.unit[at] = text.length === 0 ? NO_TEXT : text.length === 1 ? text.charCodeAt(0) : SEVERAL;
  return block;
}

/** Its font program knows a glyph's ink; else it is estimated by the character and its advance. */
function setInk(font: PdfFont, code: number, first: number, block: GlyphBlock): void {
  const at = code & CELL;
  const width = block.width[at] as number;
  const box = font.glyphBox(code);
  if (box) {
    const [left, low, right, high] = box;
    block.left[at] = left;
    block.low[at] = low;
    block.right[at] = right;
    block.high[at] = high;
    // PDFium gives flat ink the height of the font's size, and narrow ink the advance.
    const top = high === low ? low + 1000 : high;
    const end = right === left ? left + width : right;
    const fits = left >= 0 && end <= width && low >= font.descent && top <= font.ascent;
    block.ink[at] = fits ? 0 : STICKS_OUT;
  } else if (first !== 0x20 && first !== 0xa0) {
    block.right[at] = width;
    block.low[at] = extentLow(first);
    block.high[at] = extentHigh(first);
    block.ink[at] = ESTIMATED;
  }
}

/** Letters that run to the left, marks of direction, and the supplementary planes that hold such letters. */
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc]|[\ud802\ud803\ud83a\ud83b]/;

/** PDFium puts lines that hold such letters into another order. */
export function refuseRightToLeft(text: string): void {
  if (RIGHT_TO_LEFT.test(text)) throw new NotPlain('The page has right-to-left letters');
}
