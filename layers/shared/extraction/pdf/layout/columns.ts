import { type Alignment, type Edge, findAlignments } from './alignment.ts';
import type { Segment } from './types.ts';

/** Blanks that always stand between two cells. */
const CELL_SPACES = 2;
/** Blanks between cells of neighbouring rows that stand beside each other. */
const DIAGONAL_SPACES = 1;
/** More characters a line are not made: a few far-off words must not blow a page up. */
const MAX_COLUMNS = 600;

/** An edge that several segments share; all of its members end or start in the same text column. */
type Anchor = { x: number; column: number };
type Placed = { segment: Segment; anchor: Anchor; rightAligned: boolean; length: number };

/**
 * Gives each segment the text column it starts in: segments that share a left or right edge on the page share a
 * column, neighbours keep `CELL_SPACES` blanks, and all else stands as near as possible to its place on paper.
 *
 * Edges are clustered to anchors; every pair of neighbours in a row asks for a distance between their anchors.
 * Anchors are visited from left to right, so that each column is the longest path to it.
 */
export function placeSegments(rows: readonly Segment[][], cell: number): number[][] {
  const columns = solve(rows, cell);
  const widest = columns.reduce(
    (most, row, index) => Math.max(most, (row.at(-1) ?? 0) + (rows[index]?.at(-1)?.text.length ?? 0)),
    0,
  );
  const text = rows.reduce((most, row) => Math.max(most, lengthOf(row)), 0);
  if (widest <= Math.max(MAX_COLUMNS, text)) return columns;
  return solve(rows, (cell * widest) / MAX_COLUMNS).map((row) =>
    row.map((column) => Math.min(column, MAX_COLUMNS)),
  );
}

const lengthOf = (row: readonly Segment[]): number =>
  row.reduce((sum, segment) => sum + segment.text.length + CELL_SPACES, 0);

function solve(rows: readonly Segment[][], cell: number): number[][] {
  const margin = rows.reduce(
    (x, row) => row.reduce((least, segment) => Math.min(least, segment.left), x),
    Number.POSITIVE_INFINITY,
  );
  const alignments = findAlignments(rows);
  const anchors = new Map<Edge, Anchor>();
  const anchorOf = (edge: Edge): Anchor => {
    const known = anchors.get(edge);
    if (known) return known;
    const made = { x: edge.x, column: Math.round((edge.x - margin) / cell) };
    anchors.set(edge, made);
    return made;
  };
  const placed = rows.map((row) =>
    row.map((segment): Placed => {
      const { edge, rightAligned } = alignments.get(segment) as Alignment;
      return { segment, anchor: anchorOf(edge), rightAligned, length: segment.text.length };
    }),
  );
  pushRight(placed);
  return placed.map((row) =>
    row.map(({ anchor, rightAligned, length }) => (rightAligned ? anchor.column - length : anchor.column)),
  );
}

function pushRight(rows: readonly Placed[][]): void {
  // `distances.get(from).get(to)`: columns that must lie between two anchors.
  const distances = new Map<Anchor, Map<Anchor, number>>();
  const order = new Set<Anchor>();
  const keepApart = (left: Placed, right: Placed, spaces: number) => {
    if (left.anchor.x >= right.anchor.x) return;
    const distance = (left.rightAligned ? 0 : left.length) + spaces + (right.rightAligned ? right.length : 0);
    const known = distances.get(left.anchor) ?? new Map<Anchor, number>();
    known.set(right.anchor, Math.max(known.get(right.anchor) ?? 0, distance));
    distances.set(left.anchor, known);
  };
  rows.forEach((row, at) => {
    row.forEach((segment, index) => {
      order.add(segment.anchor);
      const previous = row[index - 1];
      if (previous) keepApart(previous, segment, CELL_SPACES);
      else if (segment.rightAligned) segment.anchor.column = Math.max(segment.anchor.column, segment.length);
    });
    for (const [left, right] of diagonals(row, nextCells(rows, at))) keepApart(left, right, DIAGONAL_SPACES);
  });
  for (const anchor of [...order].sort((a, b) => a.x - b.x))
    for (const [to, distance] of distances.get(anchor) ?? [])
      to.column = Math.max(to.column, anchor.column + distance);
}

/** The next row with cells; a line between them may be a rule of dashes. */
const nextCells = (rows: readonly Placed[][], at: number): readonly Placed[] =>
  rows.slice(at + 1, at + 3).find((row) => row.length > 1) ?? [];

/**
 * Cells of two rows below each other that have nothing above or below them in common: what ends on paper before the
 * other one begins shall do so in the text, too, lest a heading slides over the next column. Lines that stand alone in
 * their row are no cells.
 */
function* diagonals(upper: readonly Placed[], lower: readonly Placed[]): Generator<[Placed, Placed]> {
  if (upper.length < 2 || lower.length < 2) return;
  for (const [lefts, rights] of [
    [upper, lower],
    [lower, upper],
  ] as const) {
    let at = 0;
    for (const right of rights) {
      while ((lefts[at + 1]?.segment.right ?? Number.POSITIVE_INFINITY) <= right.segment.left) at++;
      const left = lefts[at];
      if (left && left.segment.right <= right.segment.left) yield [left, right];
    }
  }
}
