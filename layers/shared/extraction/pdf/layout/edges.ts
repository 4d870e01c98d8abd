/** Points by which neighbouring edges of one column may differ, and all of its edges together. */
const EDGE_TOLERANCE = 0.6;
const COLUMN_TOLERANCE = 1.6;

/** An edge that several segments share: all that are aligned by it end or start in the same text column. */
export type Edge = {
  /** Of its leftmost member. */
  x: number;
  members: number;
  /** Its place among the edges of its side, from left to right. */
  index: number;
};

/** The edge that each x belongs to, and all edges from left to right. O(n log n). */
export function clusterEdges(xs: readonly number[]): { edges: Edge[]; edgeOf: Edge[] } {
  const edges = edgesOf(new Float64Array(xs).sort());
  const edgeOf = xs.map((x) => {
    const edge = edges[lastUpTo(edges, x)] as Edge;
    edge.members++;
    return edge;
  });
  return { edges, edgeOf };
}

function edgesOf(sorted: Float64Array): Edge[] {
  const edges: Edge[] = [];
  let first = Number.NEGATIVE_INFINITY;
  let previous = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < sorted.length; at++) {
    const x = sorted[at] as number;
    if (x - previous > EDGE_TOLERANCE || x - first > COLUMN_TOLERANCE) {
      edges.push({ x, members: 0, index: edges.length });
      first = x;
    }
    previous = x;
  }
  return edges;
}

/** Index of the last edge that does not begin behind x; 0 if there is none. */
function lastUpTo(edges: readonly Edge[], x: number): number {
  let low = 0;
  let high = edges.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((edges[middle] as Edge).x <= x) low = middle;
    else high = middle - 1;
  }
  return low;
}
