import type { Line, RuledLines } from './ruled-lines.ts';
import { segmentOf } from './segments.ts';
import type { Row, Segment } from './types.ts';

/** Points a word may reach over a line that stands beside it. */
const OVER = 1.5;
/** A blank to be filled in stands so near (in em) to the line its label stands on. */
const BLANK_ABOVE = 0.3;
const BLANK_BELOW = 0.45;
const SHORTEST_BLANK = 2;

/** `used`: the horizontal lines that stand in a row as blanks to be filled in. */
export type BarredRows = { segments: Segment[][]; used: ReadonlySet<Line> };

/**
 * Puts a segment `|` where a vertical line crosses a row, and one of `_` where a short horizontal line marks a blank
 * on it. A segment that has a vertical line between two of its words is cut there.
 */
export function addBars(
  segments: readonly Segment[][],
  rows: readonly Row[],
  { vertical, horizontal }: RuledLines,
  cell: number,
): BarredRows {
  const used = new Set<Line>();
  const sorted = [...horizontal].sort((a, b) => a.at - b.at);
  const barred = segments.map((row, index) => {
    const { baseline, em } = rows[index] as Row;
    const y = baseline - em * 0.35;
    const crossing = vertical.filter(({ from, to }) => from <= y && y <= to).map(({ at }) => at);
    const under = linesBetween(sorted, baseline - em * BLANK_ABOVE, baseline + em * BLANK_BELOW);
    const blanks = areBlanks(under, row)
      ? under.filter(({ from, to }) => to - from >= em * SHORTEST_BLANK)
      : [];
    for (const blank of blanks) used.add(blank);
    const cut = row.flatMap((segment) => cutAt(segment, crossing));
    const free = crossing.filter((x) =>
      cut.every(({ left, right }) => x <= left + OVER || x >= right - OVER),
    );
    return [...cut, ...free.map((x) => mark('|', x, x)), ...blanks.map((blank) => blankOf(blank, cell))].sort(
      (a, b) => a.left - b.left || a.right - b.right,
    );
  });
  return { segments: barred, used };
}

/** Lines on which nothing stands are to be filled in; one line under a word says that the others are rules too. */
const areBlanks = (lines: readonly Line[], row: readonly Segment[]): boolean =>
  lines.every(({ from, to }) => row.every((segment) => !overlaps(segment, from, to)));

export const BAR = '|';

const mark = (text: string, left: number, right: number): Segment => ({
  tokens: [],
  left,
  right,
  text,
  words: [],
  starts: [],
});

const blankOf = ({ from, to }: Line, cell: number): Segment =>
  mark('_'.repeat(Math.max(1, Math.round((to - from) / cell) - 2)), from, to);

const overlaps = ({ left, right }: Segment, from: number, to: number): boolean =>
  left < to - OVER && right > from + OVER;

/** Lines of `sorted` with `at` in a range, by binary search. */
export function linesBetween(sorted: readonly Line[], from: number, to: number): Line[] {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as Line).at < from) low = middle + 1;
    else high = middle;
  }
  const found: Line[] = [];
  for (let at = low; at < sorted.length && (sorted[at] as Line).at < to; at++) found.push(sorted[at] as Line);
  return found;
}

function cutAt(segment: Segment, crossing: readonly number[]): Segment[] {
  const inside = crossing.filter((x) => x > segment.left + OVER && x < segment.right - OVER);
  if (inside.length === 0) return [segment];
  const parts: Segment[] = [];
  let from = 0;
  segment.tokens.forEach((token, index) => {
    const next = segment.tokens[index + 1];
    if (!next || !inside.some((x) => token.right <= x + OVER && next.left >= x - OVER)) return;
    parts.push(segmentOf(segment.tokens.slice(from, index + 1)));
    from = index + 1;
  });
  return from === 0 ? [segment] : [...parts, segmentOf(segment.tokens.slice(from))];
}
