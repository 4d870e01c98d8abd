import type { Segment } from './types.ts';

/** Points of white that separate columns of prose … */
const GUTTER = 7;
/** … each of which has at least this many lines … */
const COLUMN_LINES = 4;
/** … of on average this many letters: what is narrower is a table and stays in rows. */
const PROSE_LETTERS = 18;

/** What is as short as this beside longer text is a bullet or a number of a list, and no cell. */
const BULLET_LETTERS = 3;
/** White (in em) across two columns that both go on at the same line: cards or sections, read one row after another. */
const SECTION_GAP = 2.5;

type PlacedRow = { segments: readonly Segment[]; top: number };

/**
 * Orders the rows of a page for reading: wherever two columns of prose stand beside each other, the left one comes
 * first, the right one in right-to-left scripts (recursive cuts at vertical white, after Nagy and Seth's XY-cut;
 * horizontal cuts come from the rows). Returns blocks of rows.
 */
export function findBlocks(rows: readonly Segment[][], rightToLeft = false): Segment[][][] {
  const placed = rows.filter((row) => row.length > 0).map((segments) => ({ segments, top: topOf(segments) }));
  return split(placed, rightToLeft).map((block) => block.map((row) => [...row.segments]));
}

const topOf = (segments: readonly Segment[]): number => segments[0]?.tokens[0]?.baseline ?? 0;

function split(rows: readonly PlacedRow[], rightToLeft: boolean): PlacedRow[][] {
  const band = longestBand(rows);
  if (!band) return rows.length > 0 ? [[...rows]] : [];
  const { from, to, gutter } = band;
  const columns = sections(rows.slice(from, to), gutter).flatMap((section) => {
    const left = split(
      side(section, (segment) => segment.right <= gutter),
      rightToLeft,
    );
    const right = split(
      side(section, (segment) => segment.right > gutter),
      rightToLeft,
    );
    return rightToLeft ? [...right, ...left] : [...left, ...right];
  });
  return [...split(rows.slice(0, from), rightToLeft), ...columns, ...split(rows.slice(to), rightToLeft)];
}

/** Cuts two columns where both end and go on together after much white. */
function sections(rows: readonly PlacedRow[], gutter: number): PlacedRow[][] {
  const found: PlacedRow[][] = [];
  rows.forEach((row, index) => {
    const previous = rows[index - 1];
    const both =
      row.segments.some(({ right }) => right <= gutter) &&
      row.segments.some(({ left }) => left >= gutter - 2);
    if (previous && both && row.top - previous.top > (SECTION_GAP + 1) * largestEm(row)) found.push([]);
    if (index === 0) found.push([]);
    found.at(-1)?.push(row);
  });
  return found;
}

const largestEm = ({ segments }: PlacedRow): number =>
  segments.reduce((most, { tokens }) => Math.max(most, tokens[0]?.em ?? 0), 0);

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
  const cells = rows.reduce((sum, { segments }) => sum + cellsOf(segments), 0);
  return letters / rows.length >= PROSE_LETTERS && cells <= rows.length * 1.6;
}

const cellsOf = (segments: readonly Segment[]): number =>
  Math.max(1, segments.filter(({ text }) => text.length > BULLET_LETTERS).length);
