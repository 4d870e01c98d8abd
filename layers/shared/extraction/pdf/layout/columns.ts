import { type Alignment, type Edge, findAlignments } from './alignment.ts';
import type { Segment } from './types.ts';

/** Blanks that always stand between two cells. */
const CELL_SPACES = 2;
/** More characters a line are not made: a few far-off words must not blow a page up. */
const MAX_COLUMNS = 600;

/** An edge that several segments share; all of its members end or start in the same text column. */
type Anchor = { x: number; column: number };
type Placed = { anchor: Anchor; rightAligned: boolean; length: number };

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
      return { anchor: anchorOf(edge), rightAligned, length: segment.text.length };
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
  for (const row of rows) {
    row.forEach((segment, index) => {
      order.add(segment.anchor);
      const before = segment.rightAligned ? segment.length : 0;
      const previous = row[index - 1];
      if (!previous) {
        segment.anchor.column = Math.max(segment.anchor.column, before);
        return;
      }
      if (previous.anchor.x >= segment.anchor.x) return;
      const distance = (previous.rightAligned ? 0 : previous.length) + CELL_SPACES + before;
      const known = distances.get(previous.anchor) ?? new Map<Anchor, number>();
      known.set(segment.anchor, Math.max(known.get(segment.anchor) ?? 0, distance));
      distances.set(previous.anchor, known);
    });
  }
  for (const anchor of [...order].sort((a, b) => a.x - b.x))
    for (const [to, distance] of distances.get(anchor) ?? [])
      to.column = Math.max(to.column, anchor.column + distance);
}
