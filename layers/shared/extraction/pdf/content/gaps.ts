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
 * Whether a blank is missing between two objects: the second one begins at `x`, the last character of the first one at
 * `last`, both in the space of the first, where lengths of the second one's space are `scale` as long. Widths are those
 * of the characters beside each other, sizes those of the fonts.
 */
export function isBlankBetween(
  x: number,
  last: number,
  lastWidth: number,
  firstWidth: number,
  sizeBefore: number,
  size: number,
  scale: number,
): boolean {
  let threshold = partOf(Math.max(lastWidth, firstWidth), 400, 700, 800) / 1000;
  if (lastWidth >= firstWidth) threshold *= sizeBefore;
  else threshold *= size * scale;
  if (isOddThreshold(threshold)) threshold *= 1.5;
  return isGap(x, last, (firstWidth * size) / 1000, (lastWidth * sizeBefore) / 1000, threshold);
}

/** PDFium widens just these two. */
const isOddThreshold = (threshold: number): boolean =>
  (threshold < 1.4881 && threshold > 1.4879) || (threshold < 1.39001 && threshold > 1.38999);

/**
 * Whether a blank is missing before a character at `x`, where the last one began at `last`; all lengths are in the
 * space of the last one's object. Throws `NotPlain` where rounding decides.
 */
function isGap(x: number, last: number, width: number, lastWidth: number, threshold: number): boolean {
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
