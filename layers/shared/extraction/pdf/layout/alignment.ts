import type { Segment } from './types.ts';

/** Points by which edges of one column may differ. */
const EDGE_TOLERANCE = 0.8;
/** Rows further apart than this tell nothing about each other's alignment. */
const ROWS_NEAR_BY = 8;
/** What a neighbour that shares an edge counts while it is itself aligned by the other one. */
const UNDECIDED = 0.4;
/** Rounds in which neighbours may persuade each other. */
const ROUNDS = 6;

/** An edge that several segments share: all that are aligned by it end or start in the same text column. */
export type Edge = { x: number; members: number };
export type Alignment = { edge: Edge; rightAligned: boolean };

type Choice = {
  segment: Segment;
  row: number;
  left: Edge;
  right: Edge;
  rightAligned: boolean;
  /** The segments next above and below that share an edge with this one. */
  onLeft: Choice[];
  onRight: Choice[];
};

/**
 * Decides for each segment whether its left or its right edge is the one that stays aligned. A monospace grid cannot
 * always keep both: what counts is the edge shared with the segments above and below. Lines of justified prose share
 * both and are read from the left; numbers of different lengths in a column share the right one only.
 */
export function findAlignments(rows: readonly Segment[][]): Map<Segment, Alignment> {
  const choices = rows.flatMap((segments, row) =>
    segments.map((segment): Choice => {
      const [left, right] = [NO_EDGE, NO_EDGE];
      return { segment, row, left, right, rightAligned: false, onLeft: [], onRight: [] };
    }),
  );
  shareEdges(choices, 'left', 'onLeft');
  shareEdges(choices, 'right', 'onRight');
  for (const choice of choices) choice.rightAligned = choice.right.members > choice.left.members;
  for (let round = 0; round < ROUNDS; round++) {
    let changed = false;
    for (const choice of choices) changed = persuade(choice) || changed;
    if (!changed) break;
  }
  return new Map(
    choices.map(({ segment, left, right, rightAligned }) => [
      segment,
      { edge: rightAligned ? right : left, rightAligned },
    ]),
  );
}

const NO_EDGE: Edge = { x: 0, members: 0 };

/** Clusters one edge of all segments, and links those that share it with the next ones above and below. */
function shareEdges(choices: readonly Choice[], side: 'left' | 'right', links: 'onLeft' | 'onRight'): void {
  let edge = NO_EDGE;
  let first = Number.NEGATIVE_INFINITY;
  for (const choice of choices.toSorted((a, b) => a.segment[side] - b.segment[side])) {
    const x = choice.segment[side];
    if (x - first > EDGE_TOLERANCE) {
      edge = { x, members: 0 };
      first = x;
    }
    edge.members++;
    choice[side] = edge;
  }
  const lastOf = new Map<Edge, Choice>();
  for (const choice of choices) {
    const above = lastOf.get(choice[side]);
    lastOf.set(choice[side], choice);
    if (!above || above.row === choice.row || choice.row - above.row > ROWS_NEAR_BY) continue;
    above[links].push(choice);
    choice[links].push(above);
  }
}

/** Aligns a segment as most of its neighbours are; true when that is a change. */
function persuade(choice: Choice): boolean {
  const { onLeft, onRight, rightAligned } = choice;
  const forLeft = sum(onLeft, (other) => (other.rightAligned ? UNDECIDED : 1));
  const forRight = sum(onRight, (other) => {
    // Both edges are shared: of different lengths, only one edge can be kept, and the left one is that of prose.
    if (other.left === choice.left && other.segment.text.length !== choice.segment.text.length) return 0;
    return other.rightAligned ? 1 : UNDECIDED;
  });
  if (forLeft === forRight) return false;
  choice.rightAligned = forRight > forLeft;
  return choice.rightAligned !== rightAligned;
}

const sum = (choices: readonly Choice[], weight: (choice: Choice) => number): number =>
  choices.reduce((total, choice) => total + weight(choice), 0);
