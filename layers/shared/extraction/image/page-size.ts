import type { ImagePage } from './types.ts';

const POINTS_PER_INCH = 72;
/** Dots an inch that a scanner, fax or camera may state; others are mistakes. */
const LEAST_DPI = 36;
const MOST_DPI = 2400;
/** Inches that the long side of a page may have: a ticket, a plan in A1. */
const LEAST_INCHES = 1.5;
const MOST_INCHES = 36;
/** What programs state that know nothing; believed only when the page would not be larger than A3. */
const SCREEN_DPI: ReadonlySet<number> = new Set([72, 75, 96]);
const MOST_INCHES_ON_SCREEN = 17;
/** Where the file says nothing of use, the picture is taken for a page of this length … */
const USUAL_INCHES = 11;
/** … unless it would have been scanned finer or coarser than anyone does. */
const USUAL_DPI: readonly [number, number] = [72, 600];

/** Points a stored pixel is wide and tall on the page. */
export function pointsPerPixel({ width, height, dpi }: ImagePage): readonly [number, number] {
  if (dpi && isPlausible(width, height, dpi)) return [POINTS_PER_INCH / dpi[0], POINTS_PER_INCH / dpi[1]];
  const guess = Math.min(USUAL_DPI[1], Math.max(USUAL_DPI[0], Math.max(width, height) / USUAL_INCHES));
  return [POINTS_PER_INCH / guess, POINTS_PER_INCH / guess];
}

function isPlausible(width: number, height: number, [across, down]: readonly [number, number]): boolean {
  if (![across, down].every((dpi) => dpi >= LEAST_DPI && dpi <= MOST_DPI)) return false;
  if (Math.max(across / down, down / across) > 3) return false;
  const inches = Math.max(width / across, height / down);
  const most = SCREEN_DPI.has(Math.round(across)) ? MOST_INCHES_ON_SCREEN : MOST_INCHES;
  return inches >= LEAST_INCHES && inches <= most;
}
