import type { Segment } from './types.ts';

/** Points by which edges of one column may differ. */
const EDGE_TOLERANCE = 0.8;
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
  const all = rows.flat();
  const margin = all.reduce((x, segment) => Math.min(x, segment.left), Number.POSITIVE_INFINITY);
  const lefts = clusterEdges(rows, (segment) => segment.left);
  const rights = clusterEdges(rows, (segment) => segment.right);
  const anchors = new Map<object, Anchor>();
  const anchorOf = (cluster: Cluster): Anchor => {
    const known = anchors.get(cluster);
    if (known) return known;
    const made = { x: cluster.x, column: Math.round((cluster.x - margin) / cell) };
    anchors.set(cluster, made);
    return made;
  };
  const placed = rows.map((row) =>
    row.map((segment): Placed => {
      const left = lefts.get(segment) as Cluster;
      const right = rights.get(segment) as Cluster;
      const rightAligned = right.rows > left.rows;
      return { anchor: anchorOf(rightAligned ? right : left), rightAligned, length: segment.text.length };
    }),
  );
  pushRight(placed);
  return placed.map((row) =>
    row.map(({ anchor, rightAligned, length }) => (rightAligned ? anchor.column - length : anchor.column)),
  );
}

type Cluster = { x: number; rows: number };

/** Clusters one edge of all segments; `rows` counts the rows that share it. */
function clusterEdges(rows: readonly Segment[][], edge: (segment: Segment) => number): Map<Segment, Cluster> {
  const all = rows.flatMap((row, index) => row.map((segment) => ({ segment, index, x: edge(segment) })));
  all.sort((a, b) => a.x - b.x);
  const clusters = new Map<Segment, Cluster>();
  let cluster: Cluster = { x: Number.NEGATIVE_INFINITY, rows: 0 };
  for (const { segment, x } of all) {
    if (x - cluster.x > EDGE_TOLERANCE) cluster = { x, rows: 0 };
    cluster.rows++;
    clusters.set(segment, cluster);
  }
  return clusters;
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
