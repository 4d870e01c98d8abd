import type { Box } from '../../../contract/lines.ts';
import type { PageToken } from '../layout/types.ts';

/** Share of a word from OCR that may lie on words of the text layer before it counts as one of them. */
const SAME_PLACE = 0.3;
/** Side in points of the squares by which neighbours are found. */
const SQUARE = 36;
/** Squares that one word is entered in: a giant letter must not fill them all. */
const MOST_SQUARES = 400;

/** The text layer's tokens with those words from OCR that stand where the text layer has none. */
export function mergeOcr(kept: readonly PageToken[], fromOcr: readonly PageToken[]): PageToken[] {
  if (kept.length === 0) return [...fromOcr];
  const squares = new Map<string, PageToken[]>();
  for (const token of kept)
    for (const square of squaresOf(token.box)) {
      const there = squares.get(square);
      if (there) there.push(token);
      else squares.set(square, [token]);
    }
  const isFree = ({ box }: PageToken) =>
    squaresOf(box).every((square) => squares.get(square)?.every((token) => !covers(token.box, box)) ?? true);
  return [...kept, ...fromOcr.filter(isFree)];
}

function squaresOf([x0, y0, x1, y1]: Box): string[] {
  const names: string[] = [];
  for (let y = Math.floor(y0 / SQUARE); y <= Math.floor(y1 / SQUARE); y++)
    for (let x = Math.floor(x0 / SQUARE); x <= Math.floor(x1 / SQUARE); x++) {
      if (names.length >= MOST_SQUARES) return names;
      names.push(`${x} ${y}`);
    }
  return names;
}

/** Whether a noteworthy part of the smaller box lies in the other one. */
function covers(a: Box, b: Box): boolean {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  if (width <= 0 || height <= 0) return false;
  return width * height >= SAME_PLACE * Math.min(area(a), area(b));
}

const area = ([x0, y0, x1, y1]: Box): number => (x1 - x0) * (y1 - y0);
