import type { Segment } from './types.ts';

/** Points by which neighbouring edges of one column may differ, and all of its edges together. */
const EDGE_TOLERANCE = 0.6;
const COLUMN_TOLERANCE = 1.6;
/** Rows further apart than this tell nothing about each other's alignment; nearer ones tell more, by their distance. */
const ROWS_NEAR_BY = 8;
/** What a neighbour that shares an edge counts while it is itself aligned by the other one. */
const UNDECIDED = 0.4;
/** Rounds in which neighbours may persuade each other. */
const ROUNDS = 8;

/** No page of print has more segments; what has more is only looked at once. */
const MANY_SEGMENTS = 20_000;

/** An edge that several segments share: all that are aligned by it end or start in the same text column. */
export type Edge = { x: number; members: number };
export type Alignment = { edge: Edge; rightAligned: boolean };

/**
 * Decides for each segment whether its left or its right edge is the one that stays aligned. A monospace grid cannot
 * always keep both: what counts is the edge shared with the segments above and below. Lines of justified prose share
 * both and are read from the left; numbers of different lengths in a column share the right one only.
 *
 * Segments with the same two edges decide together (a block); blocks that share one edge persuade each other.
 */
export function findAlignments(rows: readonly Segment[][]): Map<Segment, Alignment> {
  const lefts = clusterEdges(rows, 'left');
  const rights = clusterEdges(rows, 'right');
  const blocks = findBlocks(rows, lefts, rights);
  if (blocks.size <= MANY_SEGMENTS) {
    linkNeighbours(rows, blocks, 'left');
    linkNeighbours(rows, blocks, 'right');
    agree([...new Set(blocks.values())]);
  }
  const alignments = new Map<Segment, Alignment>();
  for (const [segment, { left, right, rightAligned }] of blocks)
    alignments.set(segment, { edge: rightAligned ? right : left, rightAligned });
  return alignments;
}

type Block = {
  left: Edge;
  right: Edge;
  rightAligned: boolean;
  /** Nearness of neighbours within the block whose texts differ in length: only one of their edges can be kept. */
  unequal: number;
  /** Nearness of the segments of another block that share the edge, next above or below: 1 in the next row. */
  onLeft: Map<Block, number>;
  onRight: Map<Block, number>;
};

function clusterEdges(rows: readonly Segment[][], side: 'left' | 'right'): Map<Segment, Edge> {
  const edges = new Map<Segment, Edge>();
  let edge: Edge = { x: Number.NEGATIVE_INFINITY, members: 0 };
  let previous = Number.NEGATIVE_INFINITY;
  for (const segment of rows.flat().sort((a, b) => a[side] - b[side])) {
    const x = segment[side];
    if (x - previous > EDGE_TOLERANCE || x - edge.x > COLUMN_TOLERANCE) edge = { x, members: 0 };
    previous = x;
    edge.members++;
    edges.set(segment, edge);
  }
  return edges;
}

function findBlocks(
  rows: readonly Segment[][],
  lefts: ReadonlyMap<Segment, Edge>,
  rights: ReadonlyMap<Segment, Edge>,
): Map<Segment, Block> {
  const byEdges = new Map<Edge, Map<Edge, Block>>();
  const blocks = new Map<Segment, Block>();
  for (const segment of rows.flat()) {
    const [left, right] = [lefts.get(segment) as Edge, rights.get(segment) as Edge];
    const byRight = byEdges.get(left) ?? new Map<Edge, Block>();
    byEdges.set(left, byRight);
    const rightAligned = right.members > left.members;
    const block = byRight.get(right) ?? {
      left,
      right,
      rightAligned,
      unequal: 0,
      onLeft: new Map(),
      onRight: new Map(),
    };
    byRight.set(right, block);
    blocks.set(segment, block);
  }
  return blocks;
}

/** Notes for each segment which blocks its neighbours above and below on the same edge belong to. */
function linkNeighbours(
  rows: readonly Segment[][],
  blocks: ReadonlyMap<Segment, Block>,
  side: 'left' | 'right',
): void {
  const links = side === 'left' ? 'onLeft' : 'onRight';
  const lastOf = new Map<Edge, { segment: Segment; row: number }>();
  rows.forEach((segments, row) => {
    for (const segment of segments) {
      const block = blocks.get(segment) as Block;
      const above = lastOf.get(block[side]);
      lastOf.set(block[side], { segment, row });
      if (!above || above.row === row || row - above.row > ROWS_NEAR_BY) continue;
      const other = blocks.get(above.segment) as Block;
      const nearness = 1 / (row - above.row);
      if (other === block) {
        if (side === 'left' && above.segment.text.length !== segment.text.length) block.unequal += nearness;
        continue;
      }
      block[links].set(other, (block[links].get(other) ?? 0) + nearness);
      other[links].set(block, (other[links].get(block) ?? 0) + nearness);
    }
  });
}

function agree(blocks: readonly Block[]): void {
  for (let round = 0; round < ROUNDS; round++) {
    let changed = false;
    for (const block of blocks) changed = persuade(block) || changed;
    if (!changed) return;
  }
}

/** Aligns a block as most of its neighbours are; true when that is a change. */
function persuade(block: Block): boolean {
  let forLeft = block.unequal;
  for (const [other, nearness] of block.onLeft) forLeft += nearness * (other.rightAligned ? UNDECIDED : 1);
  let forRight = 0;
  for (const [other, nearness] of block.onRight) forRight += nearness * (other.rightAligned ? 1 : UNDECIDED);
  if (forLeft === forRight) return false;
  const changed = block.rightAligned !== forRight > forLeft;
  block.rightAligned = forRight > forLeft;
  return changed;
}
