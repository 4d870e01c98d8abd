import { type Direction, flowDirection } from './flow-direction.ts';
import * as T from './text-objects.ts';
import type { TextPageState } from './text-page.ts';

/** Ink that is lower or narrower than so does not tell lines apart: points, and part of the size. */
const LEAST_HEIGHT = 4.5;
const LEAST_WIDTH = 0.1;
/** Sine of the angle up to which text runs across or down: 5 degrees. */
const STRAIGHT = 0.0872;
const SAME_PLACE = 0.0001;
/** PDFium looks for text on the left of here only. */
const FAR_RIGHT = 1000;

/** Whether PDFium begins a new line with an object, by where it stands to the object before. */
export function endsLine(state: TextPageState, object: number): boolean {
  const { objects, before } = state;
  const n = objects.numbers;
  const one = object * T.NUMBERS;
  const other = before * T.NUMBERS;
  let direction = directionOf(state, object);
  if (direction === 'unknown') direction = directionOf(state, before);
  if (direction === 'unknown') return false;
  if (direction === 'vertical') return isBesideLine(state, one, other);
  return isOffLine(n, one, other) || leavesBaseLine(state, one, other);
}

/** By the first and last character of an object; what has only one runs as the page does. */
function directionOf(state: TextPageState, object: number): Direction {
  const { objects } = state;
  if ((objects.integers[object * T.INTEGERS + T.CHARACTER_COUNT] as number) <= 1) return pageDirection(state);
  const n = objects.numbers;
  const at = object * T.NUMBERS;
  const along = n[at + T.LAST_X] as number;
  const x = Math.abs(along * (n[at + T.A] as number));
  const y = Math.abs(along * (n[at + T.B] as number));
  if (x <= SAME_PLACE && y <= SAME_PLACE) return 'unknown';
  const length = Math.sqrt(x * x + y * y);
  const upright = x / length <= STRAIGHT;
  if (y / length <= STRAIGHT) return upright ? pageDirection(state) : 'horizontal';
  return upright ? 'vertical' : pageDirection(state);
}

function pageDirection(state: TextPageState): Direction {
  state.direction ??= flowDirection(state.objects, state.page);
  return state.direction;
}

/** The ink of one lies wholly above or below that of the other (EndHorizontalLine). */
function isOffLine(n: Float64Array, one: number, other: number): boolean {
  const bottom = n[one + T.BOTTOM] as number;
  const top = n[one + T.TOP] as number;
  const otherBottom = n[other + T.BOTTOM] as number;
  const otherTop = n[other + T.TOP] as number;
  if (top - bottom <= LEAST_HEIGHT || otherTop - otherBottom <= LEAST_HEIGHT) return false;
  return Math.max(bottom, otherBottom) >= Math.min(top, otherTop);
}

/** The same for lines that run down (EndVerticalLine). */
function isBesideLine({ objects, lineLeft, lineRight }: TextPageState, one: number, other: number): boolean {
  const n = objects.numbers;
  const left = n[one + T.LEFT] as number;
  const right = n[one + T.RIGHT] as number;
  const otherWidth = (n[other + T.RIGHT] as number) - (n[other + T.LEFT] as number);
  if (right - left <= (n[one + T.SIZE] as number) * LEAST_WIDTH) return false;
  if (otherWidth <= (n[other + T.SIZE] as number) * LEAST_WIDTH) return false;
  return Math.min(right, lineRight) <= Math.max(left, lineLeft);
}

/** Its base line is another one, but not as that of a superscript or an index is. */
function leavesBaseLine(state: TextPageState, one: number, other: number): boolean {
  const { objects, before, page, backX, backY, backScale } = state;
  const n = objects.numbers;
  const width = (Math.abs(n[one + T.SIZE] as number) * (n[one + T.FIRST_WIDTH] as number)) / 1000;
  const last = (Math.abs(n[other + T.SIZE] as number) * (n[other + T.LAST_WIDTH] as number)) / 1000;
  const threshold = last < width ? (width / 4) * backScale : last / 4;
  if (backY <= threshold * 2 && backY >= threshold * -3) return false;
  if (Math.abs(backY) < 1 && Math.abs(backY) <= Math.abs(backX)) return false;
  const items = objects.integers[before * T.INTEGERS + T.ITEM_COUNT] as number;
  const runsRight = items > 1 && (n[other + T.LAST_X] as number) > 0;
  const upright = page.turns === 0 && (n[other + T.B] as number) < 0.1 && (n[other + T.C] as number) < 0.1;
  if (!runsRight || !upright) return true;
  return !isWithinHeight(n, other, one) && !isWithinHeight(n, one, other);
}

/** Whether the second object begins at the height of the first one's ink. */
function isWithinHeight(n: Float64Array, ink: number, at: number): boolean {
  const x = n[at + T.X] as number;
  const y = n[at + T.Y] as number;
  return x >= 0 && x <= FAR_RIGHT && y >= (n[ink + T.BOTTOM] as number) && y <= (n[ink + T.TOP] as number);
}
