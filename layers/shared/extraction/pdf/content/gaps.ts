import { SCALE, SIZE } from './text-objects.ts';

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

/**
 * Whether a blank is missing before a character at `x`, where the last one began at `last`; all lengths are in the
 * space of the last one's object.
 */
export function isGap(x: number, last: number, width: number, lastWidth: number, threshold: number): boolean {
  if (Math.abs(last + lastWidth - x) <= threshold) return false;
  const reach = threshold + lastWidth;
  const distance = x - last;
  if (Math.abs(distance) > reach) return true;
  if (x < 0 && -reach > distance) return true;
  return distance > width + lastWidth;
}
