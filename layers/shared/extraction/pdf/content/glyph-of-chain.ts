import { blockOf, CELL, ESTIMATED, type Glyphs } from './glyphs.ts';
import * as T from './text-objects.ts';

/**
 * Sets the numbers of one glyph of a chain, or of one that may join it, as if it were an object: it begins at `x` on
 * the base line of the chain, whose numbers begin at `at` of `n`.
 */
export function setGlyph(
  n: Float64Array,
  at: number,
  glyphs: Glyphs,
  code: number,
  x: number,
  to: Float64Array,
): void {
  const { width, left, right, low, high, ink } = blockOf(glyphs, code);
  const cell = code & CELL;
  const size = n[at + T.SIZE] as number;
  const y = n[at + T.Y] as number;
  const a = n[at + T.A] as number;
  const d = n[at + T.D] as number;
  const along = (size / 1000) * a;
  const across = (size / 1000) * d;
  const below = across * (low[cell] as number);
  const above = across * (high[cell] as number);
  to[T.SIZE] = size;
  to[T.A] = a;
  to[T.D] = d;
  to[T.X] = x;
  to[T.Y] = y;
  to[T.LAST_WIDTH] = width[cell] as number;
  to[T.LEFT] = x + along * (left[cell] as number);
  to[T.RIGHT] = x + along * (right[cell] as number);
  to[T.BOTTOM] = y + Math.min(below, above);
  to[T.TOP] = y + Math.max(below, above);
  to[T.ESTIMATED_INK] = ink[cell] === ESTIMATED ? 1 : 0;
}

/** The same of a glyph that a chain has. */
export function setGlyphOf(objects: T.TextObjects, chain: number, item: number, to: Float64Array): void {
  const { numbers: n, integers: i, codes, offsets, glyphs } = objects;
  const at = chain * T.NUMBERS;
  const it = chain * T.INTEGERS;
  const x = (item === i[it + T.FIRST_ITEM] ? n[at + T.X] : offsets[item]) as number;
  setGlyph(n, at, glyphs[i[it + T.GLYPHS] as number] as Glyphs, codes[item] as number, x, to);
}

const each = new Float64Array(T.NUMBERS);

/** Gives the numbers of each glyph of a chain as if it were an object, in an array that is used for the next one too. */
export function eachGlyph(objects: T.TextObjects, chain: number, use: (n: Float64Array) => void): void {
  const it = chain * T.INTEGERS;
  const first = objects.integers[it + T.FIRST_ITEM] as number;
  const end = first + (objects.integers[it + T.ITEM_COUNT] as number);
  for (let item = first; item < end; item++) {
    setGlyphOf(objects, chain, item, each);
    use(each);
  }
}
