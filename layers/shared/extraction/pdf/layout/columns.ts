import { type Alignment, findAlignments } from './alignment.ts';
import type { Edge } from './edges.ts';
import type { Segment } from './types.ts';

/** Blanks that always stand between two cells. */
const CELL_SPACES = 2;
/** Blanks between cells of neighbouring rows that stand beside each other. */
const DIAGONAL_SPACES = 1;
/** More characters a line are not made: a few far-off words must not blow a page up. */
const MAX_COLUMNS = 600;

/** An edge in the text: all that is aligned by it ends or starts in the same text column. */
type Anchor = {
  x: number;
  column: number;
  /** Anchors right of it, and how many columns must at least lie between. Some stand here more than once. */
  next: Anchor[];
  distances: number[];
};
type Placed = { anchor: Anchor; rightAligned: boolean; length: number; left: number; right: number };

/**
 * Gives each segment the text column it starts in: segments that share a left or right edge on the page share a
 * column, neighbours keep `CELL_SPACES` blanks, and all else stands as near as possible to its place on paper.
 *
 * Edges are clustered to anchors; every pair of neighbours in a row asks for a distance between their anchors.
 * Anchors are visited from left to right, so that each column is the longest path to it.
 */
export function placeSegments(rows: readonly Segment[][], cell: number): number[][] {
  const columns = solve(rows, cell);
  let widest = 0;
  let text = 0;
  rows.forEach((row, index) => {
    widest = Math.max(widest, (columns[index]?.at(-1) ?? 0) + (row.at(-1)?.text.length ?? 0));
    text = Math.max(text, lengthOf(row));
  });
  if (widest <= Math.max(MAX_COLUMNS, text)) return columns;
  return solve(rows, (cell * widest) / MAX_COLUMNS).map((row) =>
    row.map((column) => Math.min(column, MAX_COLUMNS)),
  );
}

function lengthOf(row: readonly Segment[]): number {
  let length = 0;
  for (const { text } of row) length += text.length + CELL_SPACES;
  return length;
}

function solve(rows: readonly Segment[][], cell: number): number[][] {
  const { placed, anchors } = place(rows, cell);
  askForDistances(placed);
  pushRight(anchors);
  return placed.map((row) =>
    row.map(({ anchor, rightAligned, length }) => (rightAligned ? anchor.column - length : anchor.column)),
  );
}

/** Anchors each segment as near as possible to its place on paper. */
function place(rows: readonly Segment[][], cell: number): { placed: Placed[][]; anchors: Anchor[] } {
  const margin = leftmost(rows);
  const { bySegment, lefts, rights } = findAlignments(rows);
  const ofLefts = new Array<Anchor | undefined>(lefts);
  const ofRights = new Array<Anchor | undefined>(rights);
  let at = 0;
  const placed = rows.map((row) =>
    row.map(({ text, left, right }): Placed => {
      const alignment = bySegment[at++] as Alignment;
      const { rightAligned } = alignment;
      const edge = rightAligned ? alignment.right : alignment.left;
      const known = rightAligned ? ofRights : ofLefts;
      const anchor = known[edge.index] ?? anchorAt(edge, margin, cell);
      known[edge.index] = anchor;
      return { anchor, rightAligned, length: text.length, left, right };
    }),
  );
  return { placed, anchors: [...ofLefts, ...ofRights].filter((anchor) => anchor !== undefined) };
}

const anchorAt = ({ x }: Edge, margin: number, cell: number): Anchor => ({
  x,
  column: Math.round((x - margin) / cell),
  next: [],
  distances: [],
});

function leftmost(rows: readonly Segment[][]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const row of rows) for (const { left } of row) least = Math.min(least, left);
  return least;
}

function askForDistances(rows: readonly Placed[][]): void {
  rows.forEach((row, at) => {
    const [first] = row;
    if (first?.rightAligned) first.anchor.column = Math.max(first.anchor.column, first.length);
    for (let index = 1; index < row.length; index++)
      keepApart(row[index - 1] as Placed, row[index] as Placed, CELL_SPACES);
    if (row.length < 2) return;
    const next = nextCells(rows, at);
    keepDiagonalsApart(row, next);
    keepDiagonalsApart(next, row);
  });
}

function keepApart(left: Placed, right: Placed, spaces: number): void {
  if (left.anchor.x >= right.anchor.x) return;
  left.anchor.next.push(right.anchor);
  left.anchor.distances.push(
    (left.rightAligned ? 0 : left.length) + spaces + (right.rightAligned ? right.length : 0),
  );
}

function pushRight(anchors: Anchor[]): void {
  for (const { column, next, distances } of anchors.sort((a, b) => a.x - b.x))
    next.forEach((anchor, index) => {
      anchor.column = Math.max(anchor.column, column + (distances[index] as number));
    });
}

/** The next row with cells; a line between them may be a rule of dashes. */
const nextCells = (rows: readonly Placed[][], at: number): readonly Placed[] =>
  [rows[at + 1], rows[at + 2]].find((row) => row && row.length > 1) ?? [];

/**
 * Cells of two rows below each other that have nothing above or below them in common: what ends on paper before the
 * other one begins shall do so in the text, too, lest a heading slides over the next column. Lines that stand alone in
 * their row are no cells.
 */
function keepDiagonalsApart(lefts: readonly Placed[], rights: readonly Placed[]): void {
  let at = 0;
  for (const right of rights) {
    while (at + 1 < lefts.length && (lefts[at + 1] as Placed).right <= right.left) at++;
    const left = lefts[at];
    if (left && left.right <= right.left) keepApart(left, right, DIAGONAL_SPACES);
  }
}
