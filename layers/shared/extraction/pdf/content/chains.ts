import { setGlyph } from './glyph-of-chain.ts';
import type { Glyphs } from './glyphs.ts';
import { GLYPH_MATRIX, type GraphicsState } from './graphics-state.ts';
import { DOUBT, NO, offLine, ROUNDING } from './line-ends.ts';
import { setPosition } from './place-text-object.ts';
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
  if (!hasSameMatrix(objects.numbers, at, state)) return false;
  setPosition(added, 0, state.values, state.base);
  if (!isBehind(objects.numbers, at)) return false;
  setGlyph(objects.numbers, at, glyphs, code, added[T.X] as number, added);
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

/** Upright ones that do not mirror, of sizes that do not either. */
function hasSameMatrix(n: Float64Array, at: number, { values: v, base }: GraphicsState): boolean {
  const g = base + GLYPH_MATRIX;
  const a = n[at + T.A] as number;
  return (
    (n[at + T.SIZE] as number) > 0 &&
    a > 0 &&
    v[g] === a &&
    v[g + 3] === n[at + T.D] &&
    v[g + 1] === 0 &&
    v[g + 2] === 0 &&
    n[at + T.B] === 0 &&
    n[at + T.C] === 0
  );
}

/** Whether it is on the right of the last one, on its base line. */
function isBehind(n: Float64Array, at: number): boolean {
  const x = added[T.X] as number;
  return added[T.Y] === n[at + T.Y] && x > (n[at + T.END_E] as number) && x < FAR;
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
