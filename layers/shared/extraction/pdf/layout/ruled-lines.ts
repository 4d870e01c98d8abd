import type { LayoutOptions } from './types.ts';

/** A horizontal or vertical line that the page draws, in points from the top left of the upright page. */
export type Rule = { x0: number; y0: number; x1: number; y1: number };

/** Points between two pieces of what is one line (dashes, cell by cell borders), along it and across. */
const GAP = 4;
const ACROSS = 1.5;

/** Points: what is shorter is no line of a table or form. */
const SHORTEST = { vertical: 8, horizontal: 12 };
/** More lines than these no table has, and each vertical one may stand in every row. */
const MOST = { vertical: 400, horizontal: 2000 };

/** A vertical line at x from `from` to `to`, or a horizontal one at y. */
export type Line = { at: number; from: number; to: number };
export type RuledLines = { vertical: readonly Line[]; horizontal: readonly Line[] };

/** Whether the page's lines have to be looked for. */
export const wantsRules = ({ outputMode, markVerticalLines, markHorizontalLines }: LayoutOptions): boolean =>
  outputMode === 'layout_preserving' && (markVerticalLines || markHorizontalLines);

/**
 * The lines of a page that are to be marked, pieces of one line joined. Nothing for a drawing that has more lines than
 * any table or form.
 */
export function ruledLines(rules: readonly Rule[], options: LayoutOptions): RuledLines | undefined {
  const vertical: Line[] = [];
  const horizontal: Line[] = [];
  for (const { x0, y0, x1, y1 } of rules)
    if (x1 - x0 > y1 - y0) horizontal.push({ at: (y0 + y1) / 2, from: x0, to: x1 });
    else vertical.push({ at: (x0 + x1) / 2, from: y0, to: y1 });
  const joined = {
    vertical: options.markVerticalLines ? join(vertical, SHORTEST.vertical) : [],
    horizontal: options.markHorizontalLines ? join(horizontal, SHORTEST.horizontal) : [],
  };
  return joined.vertical.length > MOST.vertical || joined.horizontal.length > MOST.horizontal
    ? undefined
    : joined;
}

function join(lines: readonly Line[], shortest: number): Line[] {
  const bands: Line[][] = [];
  for (const line of [...lines].sort((a, b) => a.at - b.at)) {
    const first = bands.at(-1)?.[0];
    if (first && line.at - first.at <= ACROSS) bands.at(-1)?.push(line);
    else bands.push([line]);
  }
  return bands.flatMap(joinBand).filter(({ from, to }) => to - from >= shortest);
}

function joinBand(band: Line[]): Line[] {
  const joined: Line[] = [];
  for (const line of band.sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && line.from - last.to <= GAP) last.to = Math.max(last.to, line.to);
    else joined.push({ ...line });
  }
  return joined;
}
