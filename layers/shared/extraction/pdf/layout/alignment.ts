import { clusterEdges, type Edge } from './edges.ts';
import type { Segment } from './types.ts';

/** Rows further apart than this tell nothing about each other's alignment; nearer ones tell more, by their distance. */
const ROWS_NEAR_BY = 8;
/** What the next row counts, one twice as far away half of that …: whole numbers for all rows near by. */
const NEXT_ROW = 840;
/** What a neighbour that shares an edge counts, and one that is itself aligned by its other edge. */
const DECIDED = 5;
const UNDECIDED = 2;
/** Rounds in which neighbours may persuade each other. */
const ROUNDS = 8;

/** No page of print has more segments; what has more is only looked at once. */
const MANY_SEGMENTS = 20_000;

/** Which of its edges a segment is aligned by. */
export type Alignment = { left: Edge; right: Edge; rightAligned: boolean };

/** For each segment, row by row; `lefts` and `rights`: how many edges there are on each side. */
export type Alignments = { bySegment: readonly Alignment[]; lefts: number; rights: number };

/**
 * Decides for each segment whether its left or its right edge is the one that stays aligned. A monospace grid cannot
 * always keep both: what counts is the edge shared with the segments above and below. Lines of justified prose share
 * both and are read from the left; numbers of different lengths in a column share the right one only.
 *
 * Segments with the same two edges decide together (a block); blocks that share one edge persuade each other.
 */
export function findAlignments(rows: readonly Segment[][]): Alignments {
  const segments = rows.flat();
  const lefts = clusterEdges(segments.map(({ left }) => left));
  const rights = clusterEdges(segments.map(({ right }) => right));
  const { blocks, bySegment } = findBlocks(lefts.edgeOf, rights.edgeOf, rights.edges.length);
  if (segments.length <= MANY_SEGMENTS) {
    linkNeighbours(rows, bySegment, 'left', lefts.edges.length);
    linkNeighbours(rows, bySegment, 'right', rights.edges.length);
    agree(blocks);
  }
  return { bySegment, lefts: lefts.edges.length, rights: rights.edges.length };
}

type Block = Alignment & {
  /** Nearness of neighbours within the block whose texts differ in length: only one of their edges can be kept. */
  unequal: number;
  /** Segments of other blocks that share the edge, next above or below. */
  onLeft: Link | undefined;
  onRight: Link | undefined;
};

/** Lists, for most blocks have a neighbour or two: maps would take longer to make than all else. */
type Link = { other: Block; nearness: number; next: Link | undefined };

function findBlocks(lefts: readonly Edge[], rights: readonly Edge[], rightEdges: number) {
  const byEdges = new Map<number, Block>();
  const blocks: Block[] = [];
  const bySegment: Block[] = [];
  for (let at = 0; at < lefts.length; at++) {
    const left = lefts[at] as Edge;
    const right = rights[at] as Edge;
    const key = left.index * rightEdges + right.index;
    let block = byEdges.get(key);
    if (!block) {
      const rightAligned = right.members > left.members;
      block = { left, right, rightAligned, unequal: 0, onLeft: undefined, onRight: undefined };
      byEdges.set(key, block);
      blocks.push(block);
    }
    bySegment.push(block);
  }
  return { blocks, bySegment };
}

/** Notes for each segment which blocks its neighbours above and below on the same edge belong to. */
function linkNeighbours(
  rows: readonly Segment[][],
  bySegment: readonly Block[],
  side: 'left' | 'right',
  edges: number,
): void {
  const rowOfLast = new Int32Array(edges).fill(-ROWS_NEAR_BY - 1);
  const lastOf = new Int32Array(edges);
  const lengths = new Int32Array(bySegment.length);
  let at = 0;
  for (let row = 0; row < rows.length; row++)
    for (const { text } of rows[row] as Segment[]) {
      lengths[at] = text.length;
      const block = bySegment[at] as Block;
      const edge = side === 'left' ? block.left.index : block.right.index;
      const above = lastOf[edge] as number;
      const distance = row - (rowOfLast[edge] as number);
      lastOf[edge] = at++;
      rowOfLast[edge] = row;
      if (distance === 0 || distance > ROWS_NEAR_BY) continue;
      const other = bySegment[above] as Block;
      const nearness = NEXT_ROW / distance;
      if (other !== block) link(block, other, side, nearness);
      else if (side === 'left' && lengths[above] !== text.length) block.unequal += nearness;
    }
}

function link(a: Block, b: Block, side: 'left' | 'right', nearness: number): void {
  if (side === 'left') {
    a.onLeft = { other: b, nearness, next: a.onLeft };
    b.onLeft = { other: a, nearness, next: b.onLeft };
  } else {
    a.onRight = { other: b, nearness, next: a.onRight };
    b.onRight = { other: a, nearness, next: b.onRight };
  }
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
  let forLeft = block.unequal * DECIDED;
  for (let link = block.onLeft; link; link = link.next)
    forLeft += link.nearness * (link.other.rightAligned ? UNDECIDED : DECIDED);
  let forRight = 0;
  for (let link = block.onRight; link; link = link.next)
    forRight += link.nearness * (link.other.rightAligned ? DECIDED : UNDECIDED);
  if (forLeft === forRight) return false;
  const changed = block.rightAligned !== forRight > forLeft;
  block.rightAligned = forRight > forLeft;
  return changed;
}
