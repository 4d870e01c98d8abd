import { inReadingDirection } from './right-to-left.ts';
import { evenSpaces, stretchedSpace, usualSpace } from './spaces.ts';
import type { Row, Segment, Token } from './types.ts';

/** A gap this wide (in em) always separates cells … */
const CELL_GAP = 1.05;
/** … unless the whole row is spaced so widely that its usual space, times this, is wider (justified prose) … */
const WIDE_SPACING = 2.6;
/** … and a gap from here on does when rows near by have a gap that starts or ends at the same x. */
const ALIGNED_GAP = 0.42;
const ROWS_NEAR_BY = 6;
const ROWS_THAT_AGREE = 2;
/** A gap hardly wider than the row's usual space is one only when this many rows agree: justified prose. */
const HARDLY_WIDER = 1.4;
const MANY_ROWS = 4;
/** Points by which aligned edges may differ. */
const EDGE_TOLERANCE = 0.6;
/** A token of another size this near (in em) is a superscript or a drop cap, and is written without a space. */
const NO_SPACE = 0.12;
const OTHER_SIZE = 0.85;

/** Cuts each row into cells. Whether a middling gap is a cell border depends on the rows around it. */
export function findSegments(rows: readonly Row[]): Segment[][] {
  const edges = rows.map(gapEdges);
  return rows.map((row, index) => {
    const near = edges.slice(Math.max(0, index - ROWS_NEAR_BY), index + ROWS_NEAR_BY + 1);
    const own = edges[index];
    const others = near.filter((edge) => edge !== own);
    return cut(row, {
      isAligned: (left, right, needed) =>
        agree(others, 'starts', left) >= needed || agree(others, 'ends', right) >= needed,
      hasEdge: (from, to) => others.some((each) => hasEdge(each, from, to)),
    });
  });
}

type Edges = {
  /** x where something starts after a gap */ starts: number[] /** x where it ends before one */;
  ends: number[];
};

function gapEdges({ tokens, em }: Row): Edges {
  const edges: Edges = { starts: [], ends: [] };
  tokens.forEach((token, index) => {
    const previous = tokens[index - 1];
    if (!previous || token.left - previous.right >= em * ALIGNED_GAP) {
      edges.starts.push(token.left);
      if (previous) edges.ends.push(previous.right);
    }
  });
  const last = tokens.at(-1);
  if (last) edges.ends.push(last.right);
  return edges;
}

function agree(rows: readonly Edges[], side: keyof Edges, x: number): number {
  let count = 0;
  for (const row of rows) if (row[side].some((edge) => Math.abs(edge - x) <= EDGE_TOLERANCE)) count++;
  return count;
}

/** Does a gap begin or end there? That the row ends there says nothing. */
const hasEdge = ({ starts, ends }: Edges, from: number, to: number): boolean =>
  starts.some((x) => x > from && x < to) || ends.slice(0, -1).some((x) => x > from && x < to);

/** What the rows near by say about a place in this one. */
type RowsNearBy = {
  isAligned(nextLeft: number, previousRight: number, rowsNeeded: number): boolean;
  hasEdge(from: number, to: number): boolean;
};

function cut(row: Row, { isAligned, hasEdge }: RowsNearBy): Segment[] {
  const space = usualSpace(row, CELL_GAP);
  const wide = Math.max(CELL_GAP * row.em, WIDE_SPACING * space);
  const even = evenSpaces(row);
  const segments: Segment[] = [];
  let tokens: Token[] = [];
  let end = Number.NEGATIVE_INFINITY;
  row.tokens.forEach((token, index) => {
    const gap = token.left - end;
    const needed = gap < HARDLY_WIDER * space ? MANY_ROWS : ROWS_THAT_AGREE;
    const aligned = gap >= ALIGNED_GAP * row.em && isAligned(token.left, end, needed);
    const parted = aligned || (gap >= wide && !even.has(index));
    if (tokens.length > 0 && parted && !stretchedSpace(row, index, CELL_GAP, hasEdge)) {
      segments.push(segmentOf(tokens));
      tokens = [];
    }
    tokens.push(token);
    end = tokens.length === 1 ? token.right : Math.max(token.right, end);
  });
  if (tokens.length > 0) segments.push(segmentOf(tokens));
  return segments;
}

/** One cell or line of prose of these tokens, given from left to right. */
export function segmentOf(tokens: readonly Token[]): Segment {
  const words = inReadingDirection(tokens);
  const starts: number[] = [];
  let text = '';
  let previous: Token | undefined;
  for (const word of words) {
    if (previous && !isAttached(previous, word)) text += ' ';
    starts.push(text.length);
    text += word.text;
    previous = word;
  }
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  for (const token of tokens) {
    left = Math.min(left, token.left);
    right = Math.max(right, token.right);
  }
  return { tokens, left, right, text, words, starts };
}

function isAttached(a: Token, b: Token): boolean {
  const gap = Math.max(b.left - a.right, a.left - b.right);
  return Math.min(a.em, b.em) < Math.max(a.em, b.em) * OTHER_SIZE && gap <= NO_SPACE * Math.max(a.em, b.em);
}
