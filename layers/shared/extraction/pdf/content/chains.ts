import { blockOf, CELL, ESTIMATED, type Glyphs } from './glyphs.ts';
import {
  CTM,
  GLYPH_MATRIX,
  type GraphicsState,
  RISE,
  TEXT_MATRIX,
  TEXT_X,
  TEXT_Y,
} from './graphics-state.ts';
import { DOUBT, NO, offLine, ROUNDING } from './line-ends.ts';
import { isRepeatedGlyph } from './same-object.ts';
import * as T from './text-objects.ts';

/**
 * Some producers, browsers above all, show each glyph by an operator of its own: thousands of objects a page, nearly
 * all of which stand just behind the one before. Those are kept as one object, a chain, as long as each is in the font,
 * size and matrix of the one before, upright, on its base line, on its right, and surely on its line. PDFium takes each
 * for an object, so that the rules for what stands between two objects hold between them. Where that would matter in a
 * way that chains do not know, `ChainBroken` is thrown, and the page is read without them.
 */
export class ChainBroken extends Error {}

/** Points; what is farther away is refused among objects that are no chains. */
const FAR = 1e6;

/** The glyph to be added, as an object of its own. */
const added = new Float64Array(T.NUMBERS);

/** Adds a glyph, which is to be shown where `state` stands, to the last object if that is a chain or may become one. */
export function lengthenChain(
  objects: T.TextObjects,
  state: GraphicsState,
  glyphs: Glyphs,
  code: number,
): boolean {
  const object = objects.count - 1;
  const at = object * T.NUMBERS;
  if (!hasSameMatrix(objects.numbers, at, state) || !place(objects.numbers, at, state)) return false;
  setInk(objects.numbers, at, glyphs, code);
  if (!((added[T.LAST_WIDTH] as number) >= 0) || !isOnLine(objects.numbers, at)) return false;
  if (isRepeatedGlyph(objects, object, code, added, 0, true)) return false;
  T.reserve(objects, 1);
  addItem(objects, object, code);
  return true;
}

function addItem(objects: T.TextObjects, object: number, code: number): void {
  const { numbers: n, integers: i } = objects;
  const at = object * T.NUMBERS;
  const it = object * T.INTEGERS;
  i[it + T.CHAINED] = 1;
  i[it + T.ITEM_COUNT] = (i[it + T.ITEM_COUNT] as number) + 1;
  objects.codes[objects.items] = code;
  objects.offsets[objects.items++] = added[T.X] as number;
  n[at + T.LEFT] = Math.min(n[at + T.LEFT] as number, added[T.LEFT] as number);
  n[at + T.RIGHT] = Math.max(n[at + T.RIGHT] as number, added[T.RIGHT] as number);
  n[at + T.LAST_WIDTH] = added[T.LAST_WIDTH] as number;
  n[at + T.END_E] = added[T.X] as number;
  n[at + T.END_BOTTOM] = added[T.BOTTOM] as number;
  n[at + T.END_TOP] = added[T.TOP] as number;
  n[at + T.END_ESTIMATED] = added[T.ESTIMATED_INK] as number;
}

/** Upright ones that do not mirror. */
function hasSameMatrix(n: Float64Array, at: number, { values: v, base }: GraphicsState): boolean {
  const g = base + GLYPH_MATRIX;
  const a = n[at + T.A] as number;
  return (
    a > 0 &&
    v[g] === a &&
    v[g + 3] === n[at + T.D] &&
    v[g + 1] === 0 &&
    v[g + 2] === 0 &&
    n[at + T.B] === 0 &&
    n[at + T.C] === 0
  );
}

/** Sets where the glyph begins; false if that is not on the right of the last one, on its base line. */
function place(n: Float64Array, at: number, { values: v, base: o }: GraphicsState): boolean {
  const tx = v[o + TEXT_X] as number;
  const ty = (v[o + TEXT_Y] as number) + (v[o + RISE] as number);
  const t = o + TEXT_MATRIX;
  const ux = tx * (v[t] as number) + ty * (v[t + 2] as number) + (v[t + 4] as number);
  const uy = tx * (v[t + 1] as number) + ty * (v[t + 3] as number) + (v[t + 5] as number);
  const c = o + CTM;
  const x = ux * (v[c] as number) + uy * (v[c + 2] as number) + (v[c + 4] as number);
  const y = ux * (v[c + 1] as number) + uy * (v[c + 3] as number) + (v[c + 5] as number);
  added[T.X] = x;
  added[T.Y] = y;
  return y === n[at + T.Y] && x > (n[at + T.END_E] as number) && x < FAR;
}

/** Sets the glyph's size, width and ink. */
function setInk(n: Float64Array, at: number, glyphs: Glyphs, code: number): void {
  const { width, left, right, low, high, ink } = blockOf(glyphs, code);
  const cell = code & CELL;
  const size = n[at + T.SIZE] as number;
  const a = (size / 1000) * (n[at + T.A] as number);
  const d = (size / 1000) * (n[at + T.D] as number);
  const x = added[T.X] as number;
  const y = added[T.Y] as number;
  const below = y + d * (low[cell] as number);
  const above = y + d * (high[cell] as number);
  added[T.SIZE] = size;
  added[T.LAST_WIDTH] = width[cell] as number;
  added[T.LEFT] = x + a * (left[cell] as number);
  added[T.RIGHT] = x + a * (right[cell] as number);
  added[T.BOTTOM] = Math.min(below, above);
  added[T.TOP] = Math.max(below, above);
  added[T.ESTIMATED_INK] = ink[cell] === ESTIMATED ? 1 : 0;
}

/** Whether PDFium surely takes it to be on the line of the last one, by the ink of both. */
function isOnLine(n: Float64Array, at: number): boolean {
  const known = added[T.ESTIMATED_INK] === 0 && n[at + T.END_ESTIMATED] === 0;
  const em = Math.abs((n[at + T.SIZE] as number) * (n[at + T.D] as number));
  const bottom = added[T.BOTTOM] as number;
  const top = added[T.TOP] as number;
  const endBottom = n[at + T.END_BOTTOM] as number;
  const endTop = n[at + T.END_TOP] as number;
  return offLine(bottom, top, endBottom, endTop, em * (known ? ROUNDING : DOUBT)) === NO;
}
