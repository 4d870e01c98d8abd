import { NotPlain } from '../file/types.ts';
import { PAGE_A, PAGE_B, PAGE_C, PAGE_D, SCALE, SIZE } from './text-objects.ts';

/** PDFium's measures of what is a gap between characters; widths in thousandths of an em. */

/** Points on the page that a thousandth of an object's em is. */
export const gapUnit = (n: Float64Array, at: number): number =>
  (Math.abs(n[at + SIZE] as number) * (n[at + SCALE] as number)) / 1000;

/** Part of a character's width that is a gap: the wider the character, the smaller the part. */
export function partOf(width: number, narrow: number, medium: number, wide: number): number {
  if (width < narrow) return width / 2;
  if (width < medium) return width / 4;
  return width < wide ? width / 5 : width / 6;
}

/** Part of a length by which single precision, which PDFium reckons in, may be off. */
const ROUNDING = 2e-6;

/**
 * Whether a blank is missing before a character at `x`, where the last one began at `last`; all lengths are in the
 * space of the last one's object. Throws `NotPlain` where rounding decides.
 */
export function isGap(x: number, last: number, width: number, lastWidth: number, threshold: number): boolean {
  const doubt = ROUNDING * (Math.abs(x) + Math.abs(last) + lastWidth);
  if (isMore(threshold, Math.abs(last + lastWidth - x), doubt)) return false;
  const reach = threshold + lastWidth;
  const distance = x - last;
  if (isMore(Math.abs(distance), reach, doubt)) return true;
  if (x < 0 && -reach > distance) return true;
  return isMore(distance, width + lastWidth, doubt);
}

function isMore(one: number, other: number, doubt: number): boolean {
  if (Math.abs(one - other) <= doubt) throw new NotPlain('It is in doubt whether a blank is missing');
  return one > other;
}

/** What a length on the page is in the space of an object. */
export function backScale(n: Float64Array, at: number): number {
  const a = n[at + PAGE_A] as number;
  const b = n[at + PAGE_B] as number;
  const c = n[at + PAGE_C] as number;
  const d = n[at + PAGE_D] as number;
  return (Math.sqrt(d * d + b * b) + Math.sqrt(c * c + a * a)) / 2 / Math.abs(a * d - b * c);
}
