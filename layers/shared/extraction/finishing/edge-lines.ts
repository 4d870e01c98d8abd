import type { PageLine, PageLines } from '../assemble.ts';
import { boxAround } from '../line-words.ts';

/** A line near an edge of its page; distances in points. */
export type EdgeLine = {
  /** In the page's lines. */
  index: number;
  text: string;
  /** From the edge to the line's middle. */
  distance: number;
  height: number;
  /** Middle of the line from 0 at the left edge to 1 at the right one. */
  middle: number;
  /** Within the part of the page where headers and footers are; of the others only the outermost one is told of. */
  inZone: boolean;
  /** White between this line and the next one towards the middle of the page. */
  gap: number;
};

/** Lines by what edge they stand at, the outermost first. `side`: text that runs up or down along a margin. */
export type EdgeLines = Record<'header' | 'footer' | 'side', readonly EdgeLine[]>;

/** Headers and footers are within this part of the page … */
const ZONE = 0.2;
/** … and have at most this many lines. */
const MOST_LINES = 6;
/** Text along a side stands within this part of the page's width, is this much taller than wide … */
const SIDE_ZONE = 0.12;
const TALL = 3;
/** … and has this many points at least. */
const LEAST_SIDE = 40;

type Placed = { index: number; text: string; left: number; top: number; right: number; bottom: number };

/** Lines without a place on paper are at no edge. */
export function edgeLines({ width, height, lines }: PageLines): EdgeLines {
  if (!width || !height) return { header: [], footer: [], side: [] };
  const placed = placedLines(lines);
  const isSide = (line: Placed) =>
    line.bottom - line.top > Math.max(LEAST_SIDE, TALL * (line.right - line.left)) &&
    (line.right < width * SIDE_ZONE || line.left > width * (1 - SIDE_ZONE));
  const upright = placed.filter((line) => !isSide(line)).sort((a, b) => a.top + a.bottom - b.top - b.bottom);
  return {
    header: fromEdge(
      upright,
      { width, height },
      (line) => line.bottom,
      (line, next) => next.top - line.bottom,
    ),
    footer: fromEdge(
      upright.toReversed(),
      { width, height },
      (line) => height - line.top,
      (line, next) => line.top - next.bottom,
    ),
    side: placed
      .filter(isSide)
      .slice(0, MOST_LINES)
      .map(({ index, text, left, right }) => ({
        index,
        text: text.trim(),
        distance: (left + right) / 2,
        height: right - left,
        middle: (left + right) / 2 / width,
        inZone: true,
        gap: Number.POSITIVE_INFINITY,
      })),
  };
}

function placedLines(lines: readonly PageLine[]): Placed[] {
  const placed: Placed[] = [];
  lines.forEach(({ text, words }, index) => {
    if (!words || words.length === 0) return;
    const [left, top, right, bottom] = boxAround(words);
    placed.push({ index, text, left, top, right, bottom });
  });
  return placed;
}

/** `reach`: how far into the page the line comes; `white`: what is between it and its neighbour. */
function fromEdge(
  lines: readonly Placed[],
  page: { width: number; height: number },
  reach: (line: Placed) => number,
  white: (line: Placed, next: Placed) => number,
): EdgeLine[] {
  const found: EdgeLine[] = [];
  for (const [at, line] of lines.slice(0, MOST_LINES).entries()) {
    const inZone = reach(line) <= page.height * ZONE;
    if (!inZone && at > 0) break;
    const next = lines[at + 1];
    const height = line.bottom - line.top;
    const gap = next ? white(line, next) : Number.POSITIVE_INFINITY;
    found.push({
      index: line.index,
      text: line.text.trim(),
      distance: reach(line) - height / 2,
      height,
      middle: (line.left + line.right) / 2 / page.width,
      inZone,
      gap,
    });
    if (!inZone) break;
  }
  return found;
}
