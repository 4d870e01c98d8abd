import { type Direction, flowDirection } from './flow-direction.ts';
import { backScale } from './gaps.ts';
import * as T from './text-objects.ts';
import type { TextPageState } from './text-page-state.ts';

/** Ink that is lower or narrower than so does not tell lines apart: points, and part of the size. */
const LEAST_HEIGHT = 4.5;
const LEAST_WIDTH = 0.1;
/** Sine of the angle up to which text runs across or down: 5 degrees. */
const STRAIGHT = 0.0872;
const SAME_PLACE = 0.0001;
/** PDFium looks for text on the left of here only. */
const FAR_RIGHT = 1000;

/** How far estimated ink may be off in em, and ink that is known, for the sake of rounding. */
export const DOUBT = 0.12;
export const ROUNDING = 0.002;
/** The same along the line, where advances stand for ink. */
const DOUBT_ALONG = 0.35;

/** Answers; what is in doubt depends on ink that only its font's outlines tell. */
export const NO = 0;
export const YES = 1;
export const IN_DOUBT = 2;

/** Whether PDFium begins a new line with an object, by where it stands to the object before. */
export function endsLine(state: TextPageState, object: number): number {
  const { objects, before } = state;
  const n = objects.numbers;
  const one = object * T.NUMBERS;
  const other = before * T.NUMBERS;
  let direction = directionOf(state, object);
  if (direction === 'unknown') direction = directionOf(state, before);
  if (direction === 'unknown') return NO;
  if (direction === 'vertical') return isBesideLine(state, one, other);
  const off = isOffLine(n, one, other);
  if (off === YES) return YES;
  const leaves = leavesBaseLine(state, one, other);
  return leaves === NO ? off : leaves;
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

export function pageDirection(state: TextPageState): Direction {
  state.direction ??= flowDirection(state.objects, state.page);
  return state.direction;
}

/** The ink of one lies wholly above or below that of the other (EndHorizontalLine). */
function isOffLine(n: Float64Array, one: number, other: number): number {
  const known = n[one + T.ESTIMATED_INK] === 0 && n[other + T.END_ESTIMATED] === 0;
  const doubt = (known ? ROUNDING : DOUBT) * Math.max(height(n, one), height(n, other));
  const bottom = n[one + T.BOTTOM] as number;
  const top = n[one + T.TOP] as number;
  return offLine(bottom, top, n[other + T.END_BOTTOM] as number, n[other + T.END_TOP] as number, doubt);
}

/** The same of two pieces of ink, which may be off by `doubt`. */
export function offLine(
  bottom: number,
  top: number,
  otherBottom: number,
  otherTop: number,
  doubt: number,
): number {
  const overlap = Math.min(top, otherTop) - Math.max(bottom, otherBottom);
  if (overlap > doubt) return NO;
  const tall = Math.min(top - bottom, otherTop - otherBottom) - LEAST_HEIGHT;
  if (tall < -doubt) return NO;
  return overlap < -doubt && tall > doubt ? YES : IN_DOUBT;
}

const doubtOf = (n: Float64Array, one: number, other: number, estimated: number): number =>
  n[one + T.ESTIMATED_INK] === 0 && n[other + T.ESTIMATED_INK] === 0 ? ROUNDING : estimated;

/** An em across the line in the space of the page or form. */
function height(n: Float64Array, at: number): number {
  const c = n[at + T.C] as number;
  const d = n[at + T.D] as number;
  return Math.abs(n[at + T.SIZE] as number) * Math.sqrt(c * c + d * d);
}

/** The same for lines that run down (EndVerticalLine). */
function isBesideLine({ objects, lineLeft, lineRight }: TextPageState, one: number, other: number): number {
  const n = objects.numbers;
  const size = n[one + T.SIZE] as number;
  const otherSize = n[other + T.SIZE] as number;
  const doubt = doubtOf(n, one, other, DOUBT_ALONG) * Math.max(height(n, one), height(n, other));
  const left = n[one + T.LEFT] as number;
  const right = n[one + T.RIGHT] as number;
  const otherWidth = (n[other + T.RIGHT] as number) - (n[other + T.LEFT] as number);
  const wide = Math.min(right - left - size * LEAST_WIDTH, otherWidth - otherSize * LEAST_WIDTH);
  const overlap = Math.min(right, lineRight) - Math.max(left, lineLeft);
  if (wide < -doubt || overlap > doubt) return NO;
  return wide > doubt && overlap < -doubt ? YES : IN_DOUBT;
}

/** Its base line is another one, but not as that of a superscript or an index is. */
function leavesBaseLine(state: TextPageState, one: number, other: number): number {
  const { objects, before, page, backX, backY } = state;
  const n = objects.numbers;
  const width = (Math.abs(n[one + T.SIZE] as number) * (n[one + T.FIRST_WIDTH] as number)) / 1000;
  const last = (Math.abs(n[other + T.SIZE] as number) * (n[other + T.LAST_WIDTH] as number)) / 1000;
  const threshold = last < width ? (width / 4) * backScale(n, other) : last / 4;
  if (backY <= threshold * 2 && backY >= threshold * -3) return NO;
  if (Math.abs(backY) < 1 && Math.abs(backY) <= Math.abs(backX)) return NO;
  const letters = objects.integers[before * T.INTEGERS + T.CHARACTER_COUNT] as number;
  const runsRight = letters > 1 && (n[other + T.LAST_X] as number) > 0;
  const upright = page.turns === 0 && (n[other + T.B] as number) < 0.1 && (n[other + T.C] as number) < 0.1;
  if (!runsRight || !upright) return YES;
  const nearest = Math.max(depthInInk(n, other, one), depthInInk(n, one, other));
  const doubt = doubtOf(n, one, other, DOUBT);
  return nearest > doubt ? NO : nearest < -doubt ? YES : IN_DOUBT;
}

/** Em by which the second object begins within the height of the first one's ink; below 0 outside of it. */
function depthInInk(n: Float64Array, ink: number, at: number): number {
  const x = n[at + T.X] as number;
  const y = n[at + T.Y] as number;
  if (x < 0 || x > FAR_RIGHT) return Number.NEGATIVE_INFINITY;
  return Math.min(y - (n[ink + T.BOTTOM] as number), (n[ink + T.TOP] as number) - y) / height(n, ink);
}
