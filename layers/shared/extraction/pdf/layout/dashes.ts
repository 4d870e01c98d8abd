import { BAR, linesBetween } from './bars.ts';
import { plainLine } from './line.ts';
import type { Line, RuledLines } from './ruled-lines.ts';
import type { LaidOutLine, Row, Segment } from './types.ts';

/** Points: lines no further apart are drawn as one (double rules), so many lines of text stand between two rows. */
const SAME_HEIGHT = 4;
const MOST_BETWEEN = 3;
/** A line under a row's letters belongs below it, a line through them (in em above the baseline) is none. */
const THROUGH = { above: 0.75, below: 0.1 };
/** Points by which the line under a word may be longer or shorter than it. */
const UNDERLINE = 3;

type Placed = { segments: readonly Segment[]; columns: readonly number[] };

/**
 * Lines of text that draw the horizontal lines between the rows: `before[i]` stands above row i, the last entry below
 * all of them. The dashes reach from text column to text column as the line does on paper. Underlined words and lines
 * through them are left alone.
 */
export function dashedLines(
  placed: readonly Placed[],
  rows: readonly Row[],
  { vertical, horizontal }: RuledLines,
  used: ReadonlySet<Line>,
  cell: number,
): LaidOutLine[][] {
  const sorted = horizontal.filter((line) => !used.has(line)).sort((a, b) => a.at - b.at);
  // All bars of one line share a column.
  const bars = [...new Map(placed.flatMap(barPoints).map((point) => [point.x, point])).values()];
  return Array.from({ length: rows.length + 1 }, (_none, index) => {
    const [above, below] = [rows[index - 1], rows[index]];
    const from = above ? above.baseline - above.em * THROUGH.below : Number.NEGATIVE_INFINITY;
    const to = below ? below.baseline - below.em * THROUGH.above : Number.POSITIVE_INFINITY;
    const lines = linesBetween(sorted, from, to).filter((line) => !isUnderline(line, placed[index - 1]));
    const column = columnAt([...bars, ...points(placed[index - 1]), ...points(placed[index])], cell);
    return byHeight(lines).map((level) => draw(level, vertical, column));
  });
}

const isUnderline = ({ from, to }: Line, row: Placed | undefined): boolean =>
  row?.segments.some(
    ({ left, right, tokens }) =>
      tokens.length > 0 && Math.abs(left - from) <= UNDERLINE && Math.abs(right - to) <= UNDERLINE,
  ) ?? false;

function byHeight(lines: readonly Line[]): Line[][] {
  const levels: Line[][] = [];
  for (const line of lines) {
    const first = levels.at(-1)?.[0];
    if (first && (line.at - first.at <= SAME_HEIGHT || levels.length === MOST_BETWEEN))
      levels.at(-1)?.push(line);
    else levels.push([line]);
  }
  return levels;
}

function draw(level: readonly Line[], vertical: readonly Line[], column: (x: number) => number): LaidOutLine {
  const letters: string[] = [];
  for (const { from, to } of level)
    for (let at = column(from), last = Math.max(at, column(to)); at <= last; at++) letters[at] = '-';
  const y = level[0]?.at ?? 0;
  for (const { at, from, to } of vertical)
    if (from < y - SAME_HEIGHT && to > y + SAME_HEIGHT) letters[column(at)] = BAR;
  return plainLine(Array.from(letters, (letter) => letter ?? ' ').join(''));
}

type Point = { x: number; column: number };

const points = (row: Placed | undefined): Point[] =>
  row?.segments.flatMap(({ left, right, text }, index) => {
    const column = row.columns[index] ?? 0;
    return [
      { x: left, column },
      { x: right, column: column + text.length - 1 },
    ];
  }) ?? [];

const barPoints = ({ segments, columns }: Placed): Point[] =>
  segments.flatMap(({ text, left }, index) =>
    text === BAR ? [{ x: left, column: columns[index] ?? 0 }] : [],
  );

/** Text column of an x: where something near stands, between two such places in proportion. */
function columnAt(known: readonly Point[], cell: number): (x: number) => number {
  const sorted = [...known].sort((a, b) => a.x - b.x || a.column - b.column);
  return (x) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] as Point).x < x - 1) low = middle + 1;
      else high = middle;
    }
    const [before, after] = [sorted[low - 1], sorted[low]];
    if (after && Math.abs(after.x - x) <= 1) return after.column;
    if (!before && !after) return 0;
    const near = before && (!after || x - before.x < after.x - x) ? before : (after ?? before);
    const free = Math.round((near?.column ?? 0) + (x - (near?.x ?? 0)) / cell);
    const least = before ? before.column : 0;
    const most = after ? Math.max(least, after.column) : MAX_COLUMN;
    return Math.min(Math.max(free, least, 0), most);
  };
}

/** Columns of dashes at most: far-off lines must not blow a page up. */
const MAX_COLUMN = 400;
