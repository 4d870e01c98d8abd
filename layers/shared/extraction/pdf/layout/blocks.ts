import type { Segment } from './types.ts';

/** Points of white that separate columns of prose … */
const GUTTER = 7;
/** … each of which has at least this many lines … */
const COLUMN_LINES = 4;
/** … of on average this many letters: what is narrower is a table and stays in rows. */
const PROSE_LETTERS = 18;

type PlacedRow = { segments: readonly Segment[]; top: number };

/**
 * Orders the rows of a page for reading: wherever two columns of prose stand beside each other, the left one comes
 * first (recursive cuts at vertical white, after Nagy and Seth's XY-cut; horizontal cuts come from the rows).
 * Returns blocks of rows.
 */
export function findBlocks(rows: readonly Segment[][]): Segment[][][] {
  const placed = rows.filter((row) => row.length > 0).map((segments) => ({ segments, top: topOf(segments) }));
  return split(placed).map((block) => block.map((row) => [...row.segments]));
}

const topOf = (segments: readonly Segment[]): number => segments[0]?.tokens[0]?.baseline ?? 0;

function split(rows: readonly PlacedRow[]): PlacedRow[][] {
  const band = longestBand(rows);
  if (!band) return rows.length > 0 ? [[...rows]] : [];
  const { from, to, gutter } = band;
  const inside = rows.slice(from, to);
  const left = side(inside, (segment) => segment.right <= gutter);
  const right = side(inside, (segment) => segment.right > gutter);
  return [...split(rows.slice(0, from)), ...split(left), ...split(right), ...split(rows.slice(to))];
}

function side(rows: readonly PlacedRow[], belongs: (segment: Segment) => boolean): PlacedRow[] {
  return rows
    .map(({ segments, top }) => ({ segments: segments.filter(belongs), top }))
    .filter(({ segments }) => segments.length > 0);
}

type Band = { from: number; to: number; gutter: number };

/** The tallest run of rows that one strip of white cuts into two columns of prose. */
function longestBand(rows: readonly PlacedRow[]): Band | undefined {
  let best: Band | undefined;
  for (const gutter of gutterCandidates(rows)) {
    let from = 0;
    for (let at = 0; at <= rows.length; at++) {
      const row = rows[at];
      if (row && isClear(row, gutter)) continue;
      const band = { from, to: at, gutter };
      if ((!best || at - from > best.to - best.from) && isTwoColumns(rows.slice(from, at), gutter))
        best = band;
      from = at + 1;
    }
  }
  return best;
}

/** Middles of the gaps between neighbours; gaps of the same place count once. */
function gutterCandidates(rows: readonly PlacedRow[]): number[] {
  const counts = new Map<number, number>();
  for (const { segments } of rows)
    segments.forEach((segment, index) => {
      const previous = segments[index - 1];
      if (!previous || segment.left - previous.right < GUTTER) return;
      const key = Math.round((segment.left - 2) / 4);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    });
  return [...counts]
    .filter(([, count]) => count >= COLUMN_LINES / 2)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 24)
    .map(([key]) => key * 4);
}

const isClear = ({ segments }: PlacedRow, x: number): boolean =>
  segments.every((segment) => segment.right <= x || segment.left >= x - 2);

function isTwoColumns(rows: readonly PlacedRow[], gutter: number): boolean {
  return (
    isProse(side(rows, (segment) => segment.right <= gutter)) &&
    isProse(side(rows, (segment) => segment.right > gutter))
  );
}

function isProse(rows: readonly PlacedRow[]): boolean {
  if (rows.length < COLUMN_LINES) return false;
  const letters = rows.reduce(
    (sum, { segments }) => sum + segments.reduce((n, { text }) => n + text.length, 0),
    0,
  );
  const cells = rows.reduce((sum, { segments }) => sum + segments.length, 0);
  return letters / rows.length >= PROSE_LETTERS && cells <= rows.length * 1.6;
}
