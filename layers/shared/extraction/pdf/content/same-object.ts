import { NotPlain } from '../file/types.ts';
import { setGlyphOf } from './glyph-of-chain.ts';
import * as T from './text-objects.ts';

/** How many objects before it PDFium compares an object with. */
const COMPARED = 5;
/** Part of the last character's width that two drawings of one text may be apart, and of its height. */
const ASIDE = 0.9;
const UP_OR_DOWN = 1 / 8;

/** Part of an object's width by which it has to cover another one to be the same. */
const HALF = 0.5;
const ROUNDING = 0.01;
/** The same where ink is only estimated; what is between them is in doubt. */
const APART = 0.2;
const TOGETHER = 0.85;

/** Whether PDFium leaves an object out because it has been drawn just before, a hair beside it. */
export function isRepeated(objects: T.TextObjects, object: number, firstLine: boolean): boolean {
  const { numbers: n, integers: i, codes } = objects;
  const at = object * T.INTEGERS;
  const code = codes[i[at + T.FIRST_ITEM] as number] as number;
  const before = i[at + T.BEFORE] as number;
  if (i[at + T.CHARACTER_COUNT] === 1) {
    if (i[at + T.CHAINED] !== 1)
      return isRepeatedGlyph(objects, before, code, n, object * T.NUMBERS, firstLine);
    setGlyphOf(objects, object, i[at + T.FIRST_ITEM] as number, head);
    return isRepeatedGlyph(objects, before, code, head, 0, firstLine);
  }
  const count = i[at + T.ITEM_COUNT] as number;
  let other = before;
  for (let compared = 0; compared < COMPARED && other >= 0; ) {
    const own = other * T.INTEGERS;
    const chained = i[own + T.CHAINED] === 1;
    // Nearly all are told apart by their first code, without a call.
    if (!chained && i[own + T.ITEM_COUNT] === count && codes[i[own + T.FIRST_ITEM] as number] === code)
      if (isSameObject(objects, other, object, firstLine)) return true;
    compared += chained ? (i[own + T.ITEM_COUNT] as number) : 1;
    other = i[own + T.BEFORE] as number;
  }
  return false;
}

const head = new Float64Array(T.NUMBERS);
const earlier = new Float64Array(T.NUMBERS);

/** The same of a single glyph, whose numbers begin at `at` of `n`; `object` is the one before it. */
export function isRepeatedGlyph(
  objects: T.TextObjects,
  object: number,
  code: number,
  n: Float64Array,
  at: number,
  firstLine: boolean,
): boolean {
  const { numbers, integers: i, codes } = objects;
  let other = object;
  for (let compared = 0; compared < COMPARED && other >= 0; ) {
    const it = other * T.INTEGERS;
    const begin = i[it + T.FIRST_ITEM] as number;
    if (i[it + T.CHAINED] === 1) {
      let item = begin + (i[it + T.ITEM_COUNT] as number) - 1;
      for (; item >= begin && compared < COMPARED; item--, compared++) {
        if (codes[item] !== code) continue;
        setGlyphOf(objects, other, item, earlier);
        if (isSamePlace(n, at, earlier, 0, firstLine)) return true;
      }
    } else {
      if (codes[begin] === code && i[it + T.CHARACTER_COUNT] === 1)
        if (isSamePlace(n, at, numbers, other * T.NUMBERS, firstLine)) return true;
      compared++;
    }
    other = i[it + T.BEFORE] as number;
  }
  return false;
}

/** Whether PDFium takes an object for another one that is drawn a hair beside it (IsSameTextObject). */
function isSameObject(objects: T.TextObjects, earlier: number, later: number, firstLine: boolean): boolean {
  const { numbers: n, integers: i, codes } = objects;
  const [one, two] = [later * T.INTEGERS, earlier * T.INTEGERS];
  const count = i[one + T.ITEM_COUNT] as number;
  if (count !== i[two + T.ITEM_COUNT]) return false;
  const [first, second] = [i[one + T.FIRST_ITEM] as number, i[two + T.FIRST_ITEM] as number];
  for (let item = 0; item < count; item++) if (codes[first + item] !== codes[second + item]) return false;
  return isSamePlace(n, later * T.NUMBERS, n, earlier * T.NUMBERS, firstLine);
}

/** The same of two objects with the same codes, whose numbers begin at `a` of `n` and at `b` of `m`. */
function isSamePlace(n: Float64Array, a: number, m: Float64Array, b: number, firstLine: boolean): boolean {
  const size = n[a + T.SIZE] as number;
  const width = (n[a + T.LAST_WIDTH] as number) * size * ASIDE;
  const x = Math.abs((n[a + T.X] as number) - (m[b + T.X] as number));
  if (!(x <= width / 1000)) return false;
  const y = Math.abs((n[a + T.Y] as number) - (m[b + T.Y] as number));
  const overlap = overlapOf(n, a, m, b, firstLine);
  return !!overlap && y <= Math.max(overlap.height, overlap.width, size) * UP_OR_DOWN;
}

/** The ink that both have; undefined where that is not most of the earlier one's, or the sizes differ. */
function overlapOf(
  n: Float64Array,
  a: number,
  m: Float64Array,
  b: number,
  firstLine: boolean,
): { width: number; height: number } | undefined {
  // After the first line, blanks that are not in the very same place are two.
  if (isEmpty(n, a) && isEmpty(m, b))
    return firstLine || n[a + T.LEFT] === m[b + T.LEFT] ? { width: 0, height: 0 } : undefined;
  const left = Math.max(n[a + T.LEFT] as number, m[b + T.LEFT] as number);
  const right = Math.min(n[a + T.RIGHT] as number, m[b + T.RIGHT] as number);
  const bottom = Math.max(n[a + T.BOTTOM] as number, m[b + T.BOTTOM] as number);
  const top = Math.min(n[a + T.TOP] as number, m[b + T.TOP] as number);
  if (left >= right || bottom >= top || n[a + T.SIZE] !== m[b + T.SIZE]) return undefined;
  const whole = (m[b + T.RIGHT] as number) - (m[b + T.LEFT] as number);
  const part = (right - left) / whole;
  const known = n[a + T.ESTIMATED_INK] === 0 && m[b + T.ESTIMATED_INK] === 0;
  if (part < (known ? HALF - ROUNDING : APART)) return undefined;
  // The ink of a thin letter is much less than its advance, which stands for it where it is not known.
  if (part < (known ? HALF + ROUNDING : TOGETHER))
    throw new NotPlain('It is in doubt whether text is drawn twice');
  return { width: right - left, height: top - bottom };
}

const isEmpty = (n: Float64Array, at: number): boolean =>
  (n[at + T.LEFT] as number) >= (n[at + T.RIGHT] as number) ||
  (n[at + T.BOTTOM] as number) >= (n[at + T.TOP] as number);
