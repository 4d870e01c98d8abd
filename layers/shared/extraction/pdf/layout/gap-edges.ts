import type { Row } from './types.ts';

const ROWS_NEAR_BY = 6;
/** Points by which aligned edges may differ. */
const EDGE_TOLERANCE = 0.6;

/** What the rows near by say about a place in row number `row`. */
export type GapEdges = {
  /** Whether so many of them have a gap that ends, or else begins, at the same x. */
  isAligned(row: number, nextLeft: number, previousRight: number, rowsNeeded: number): boolean;
  /** Whether a gap of theirs begins or ends there. That a row ends there says nothing. */
  hasEdge(row: number, from: number, to: number): boolean;
};

/** `starts`: x where something starts after a gap; `ends`: x where it ends before one. */
type Edges = { starts: number[]; ends: number[] };

/** Where gaps of at least `least` em begin and end. Found when they are asked for: rows of prose have none. */
export function gapEdges(rows: readonly Row[], least: number): GapEdges {
  const known = new Array<Edges | undefined>(rows.length);
  const edgesOf = (row: number): Edges => {
    const edges = known[row] ?? edgesOfRow(rows[row] as Row, least);
    known[row] = edges;
    return edges;
  };

  /** Whether `needed` rows have such an edge on a side. Written out, as all gaps of tables pass here. */
  const agree = (row: number, side: keyof Edges, x: number, needed: number): boolean => {
    const last = Math.min(rows.length - 1, row + ROWS_NEAR_BY);
    let count = 0;
    for (let near = Math.max(0, row - ROWS_NEAR_BY); near <= last; near++)
      if (near !== row && isAmong(edgesOf(near)[side], x) && ++count >= needed) return true;
    return false;
  };

  return {
    isAligned: (row, nextLeft, previousRight, needed) =>
      agree(row, 'starts', nextLeft, needed) || agree(row, 'ends', previousRight, needed),
    hasEdge(row, from, to) {
      const last = Math.min(rows.length - 1, row + ROWS_NEAR_BY);
      for (let near = Math.max(0, row - ROWS_NEAR_BY); near <= last; near++)
        if (near !== row && isBetween(edgesOf(near), from, to)) return true;
      return false;
    },
  };
}

function edgesOfRow({ tokens, em }: Row, least: number): Edges {
  const edges: Edges = { starts: [], ends: [] };
  tokens.forEach((token, index) => {
    const previous = tokens[index - 1];
    if (!previous || token.left - previous.right >= em * least) {
      edges.starts.push(token.left);
      if (previous) edges.ends.push(previous.right);
    }
  });
  const last = tokens.at(-1);
  if (last) edges.ends.push(last.right);
  return edges;
}

function isAmong(edges: readonly number[], x: number): boolean {
  for (let at = 0; at < edges.length; at++)
    if (Math.abs((edges[at] as number) - x) <= EDGE_TOLERANCE) return true;
  return false;
}

const isBetween = ({ starts, ends }: Edges, from: number, to: number): boolean =>
  starts.some((x) => x > from && x < to) || ends.slice(0, -1).some((x) => x > from && x < to);
