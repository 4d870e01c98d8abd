import { NotPlain } from '../file/types.ts';
import * as T from './text-objects.ts';

/** Part of the last character's width that two drawings of one text may be apart, and of its height. */
const ASIDE = 0.9;
const UP_OR_DOWN = 1 / 8;

/** Part of an object's width by which it has to cover another one to be the same. */
const HALF = 0.5;
const ROUNDING = 0.01;
/** The same where ink is only estimated; what is between them is in doubt. */
const APART = 0.2;
const TOGETHER = 0.85;

/** Whether PDFium takes an object for another one that is drawn a hair beside it (IsSameTextObject). */
export function isSameObject(
  objects: T.TextObjects,
  earlier: number,
  later: number,
  firstLine: boolean,
): boolean {
  const { numbers: n, integers: i, codes } = objects;
  const [one, two] = [later * T.INTEGERS, earlier * T.INTEGERS];
  const count = i[one + T.ITEM_COUNT] as number;
  if (count !== i[two + T.ITEM_COUNT]) return false;
  const [first, second] = [i[one + T.FIRST_ITEM] as number, i[two + T.FIRST_ITEM] as number];
  for (let item = 0; item < count; item++) if (codes[first + item] !== codes[second + item]) return false;
  const [a, b] = [later * T.NUMBERS, earlier * T.NUMBERS];
  const size = n[a + T.SIZE] as number;
  const width = (n[a + T.LAST_WIDTH] as number) * size * ASIDE;
  const x = Math.abs((n[a + T.X] as number) - (n[b + T.X] as number));
  if (!(x <= width / 1000)) return false;
  const y = Math.abs((n[a + T.Y] as number) - (n[b + T.Y] as number));
  const overlap = overlapOf(n, a, b, firstLine);
  return !!overlap && y <= Math.max(overlap.height, overlap.width, size) * UP_OR_DOWN;
}

/** The ink that both have; undefined where that is not most of the earlier one's, or the sizes differ. */
function overlapOf(
  n: Float64Array,
  a: number,
  b: number,
  firstLine: boolean,
): { width: number; height: number } | undefined {
  // After the first line, blanks that are not in the very same place are two.
  if (isEmpty(n, a) && isEmpty(n, b))
    return firstLine || n[a + T.LEFT] === n[b + T.LEFT] ? { width: 0, height: 0 } : undefined;
  const left = Math.max(n[a + T.LEFT] as number, n[b + T.LEFT] as number);
  const right = Math.min(n[a + T.RIGHT] as number, n[b + T.RIGHT] as number);
  const bottom = Math.max(n[a + T.BOTTOM] as number, n[b + T.BOTTOM] as number);
  const top = Math.min(n[a + T.TOP] as number, n[b + T.TOP] as number);
  if (left >= right || bottom >= top || n[a + T.SIZE] !== n[b + T.SIZE]) return undefined;
  const whole = (n[b + T.RIGHT] as number) - (n[b + T.LEFT] as number);
  const part = (right - left) / whole;
  const known = n[a + T.ESTIMATED_INK] === 0 && n[b + T.ESTIMATED_INK] === 0;
  if (part < (known ? HALF - ROUNDING : APART)) return undefined;
  // The ink of a thin letter is much less than its advance, which stands for it where it is not known.
  if (part < (known ? HALF + ROUNDING : TOGETHER))
    throw new NotPlain('It is in doubt whether text is drawn twice');
  return { width: right - left, height: top - bottom };
}

const isEmpty = (n: Float64Array, at: number): boolean =>
  (n[at + T.LEFT] as number) >= (n[at + T.RIGHT] as number) ||
  (n[at + T.BOTTOM] as number) >= (n[at + T.TOP] as number);
