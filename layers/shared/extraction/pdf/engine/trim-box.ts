import type { Box } from '../../../contract/lines.ts';

/** How far letters reach above the line they stand on (accents on capitals) and below it (g, y), in em. */
const ABOVE = 0.95;
const BELOW = 0.27;
/** In em: what would be left of a box whose line does not run through it is no box of letters. */
const LEAST_HEIGHT = 0.5;

/**
 * A box no taller than letters are. Fonts claim room for their tallest sign and for the space between lines, so that a
 * word's box would reach into the lines above and below it. `origin` is a point of the line the letters stand on,
 * `angle` the direction they run in; boxes of slanted text stay as they are.
 */
export function trimBox(box: Box, em: number, angle: number, origin: readonly [number, number]): Box {
  if (angle === 0) {
    // As below, without what upright text does not need.
    const from = Math.max(box[1], origin[1] - ABOVE * em);
    const to = Math.min(box[3], origin[1] + BELOW * em);
    return to - from < LEAST_HEIGHT * em ? box : [box[0], from, box[2], to];
  }
  const up = { x: Math.round(Math.sin(angle)), y: Math.round(-Math.cos(angle)) };
  const isQuarter = Math.abs(Math.sin(2 * angle)) < 1e-9;
  if (!isQuarter) return box;
  const axis = up.x === 0 ? 1 : 0;
  const toward = up.x + up.y;
  const ends = [origin[axis] - toward * BELOW * em, origin[axis] + toward * ABOVE * em];
  const from = Math.max(box[axis], Math.min(...ends));
  const to = Math.min(box[axis + 2] ?? 0, Math.max(...ends));
  if (to - from < LEAST_HEIGHT * em) return box;
  const [x0, y0, x1, y1] = box;
  return axis === 1 ? [x0, from, x1, to] : [from, y0, to, y1];
}
