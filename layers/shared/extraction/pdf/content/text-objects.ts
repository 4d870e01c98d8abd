import { NotPlain } from '../file/types.ts';
import type { Glyphs } from './glyphs.ts';
import type { Mark } from './marked-content.ts';

/**
 * The text objects of a page: what one operator shows (Tj, TJ, ' or "). Pages have thousands of them, so their
 * numbers lie in typed arrays, `NUMBERS` and `INTEGERS` apiece, which are used again for the next page.
 */
export type TextObjects = {
  count: number;
  numbers: Float64Array;
  integers: Int32Array;
  /** Codes and adjustments of all objects, one after the other. */
  items: number;
  /** A code, or ADJUSTMENT. */
  codes: Int32Array;
  /**
   * Where a character begins, in text space before its matrix; of a chain, from its second glyph on, the place on the
   * page from left to right; for adjustments, thousandths of the size.
   */
  offsets: Float64Array;
  glyphs: Glyphs[];
  marks: (Mark | undefined)[];
  /** Whether single glyphs that follow each other may be kept as one object, a chain. */
  mayChain: boolean;
};

/** Text matrix with horizontal scaling and rise, and the current transformation of the form or page, a to f. */
export const A = 0;
export const B = 1;
export const C = 2;
export const D = 3;
export const X = 4;
export const Y = 5;
export const SIZE = 6;
export const CHARACTER_SPACING = 7;
/** Ink, in the space of the form or page; of a chain, from left to right of all its glyphs, and the first one's height. */
export const LEFT = 8;
export const BOTTOM = 9;
export const RIGHT = 10;
export const TOP = 11;
/** The matrix in the page's user space. */
export const PAGE_A = 12;
export const PAGE_B = 13;
export const PAGE_C = 14;
export const PAGE_D = 15;
export const PAGE_E = 16;
export const PAGE_F = 17;
/** The object's origin on the page as it is shown: to the right, and down. */
export const SHOWN_X = 18;
export const SHOWN_Y = 19;
/** Widths of the first and last character in thousandths, and where the last begins. */
export const FIRST_WIDTH = 20;
export const LAST_WIDTH = 21;
export const LAST_X = 22;
/** What a length of 1 becomes by the page's matrix, on average of both axes. */
export const SCALE = 23;
/** 1 if some of its ink is only estimated, else 0. */
export const ESTIMATED_INK = 24;
/**
 * Of the last glyph of a chain: its place on the page from left to right, its ink below and above, and whether that is
 * estimated; of other objects, their own.
 */
export const END_E = 25;
export const END_BOTTOM = 26;
export const END_TOP = 27;
export const END_ESTIMATED = 28;
/** The end's place from left to right, on the page as it is shown. */
export const SHOWN_END = 29;
export const NUMBERS = 30;

/** Index into `glyphs`. */
export const GLYPHS = 0;
export const FIRST_ITEM = 1;
export const ITEM_COUNT = 2;
/** 1 for a chain. */
export const CHARACTER_COUNT = 3;
/** Index into the form matrices; 0 is the page itself. */
export const FORM = 4;
/** The object before it on the same page or form; -1 for none. */
export const BEFORE = 5;
/** Index into `marks`; -1 for none. */
export const MARK = 6;
export const RENDER_MODE = 7;
/** 1 for a chain, else 0. */
export const CHAINED = 8;
export const INTEGERS = 9;

export const ADJUSTMENT = -1;

/** Arrays of more entries are not kept for the next page. */
const KEPT_ITEMS = 1 << 16;

/** A dense page of print has some 10,000 characters; what has more than this is an attack or a mistake. */
export const MAX_CHARACTERS = 400_000;
/** Characters and the adjustments among them. */
const MAX_ITEMS = 2 * MAX_CHARACTERS;

function emptyTextObjects(): TextObjects {
  return {
    count: 0,
    numbers: new Float64Array(1024 * NUMBERS),
    integers: new Int32Array(1024 * INTEGERS),
    items: 0,
    codes: new Int32Array(8192),
    offsets: new Float64Array(8192),
    glyphs: [],
    marks: [],
    mayChain: false,
  };
}

let used = emptyTextObjects();

/** The arrays of the page before, to be filled anew: zeroing new ones would cost as much as reading a page. */
export function reusedTextObjects(): TextObjects {
  if (used.codes.length > KEPT_ITEMS || used.numbers.length > KEPT_ITEMS * NUMBERS) used = emptyTextObjects();
  used.count = 0;
  used.items = 0;
  used.glyphs = [];
  used.marks = [];
  return used;
}

/** Makes room for one more object with so many items. */
export function reserve(objects: TextObjects, items: number): void {
  if (objects.items + items > MAX_ITEMS) throw new NotPlain('The page has too many characters');
  if ((objects.count + 1) * NUMBERS > objects.numbers.length) {
    objects.numbers = grown(objects.numbers, new Float64Array(objects.numbers.length * 2));
    objects.integers = grown(objects.integers, new Int32Array(objects.integers.length * 2));
  }
  if (objects.items + items <= objects.codes.length) return;
  const length = Math.max(objects.codes.length * 2, objects.items + items);
  objects.codes = grown(objects.codes, new Int32Array(length));
  objects.offsets = grown(objects.offsets, new Float64Array(length));
}

function grown<T extends Float64Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
