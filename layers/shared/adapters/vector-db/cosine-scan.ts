import { vectorLength } from '../embedding/normalise.ts';
import type { VectorHit } from './types.ts';
import type { VectorMatrix } from './vector-file.ts';

/**
 * Best rows by cosine similarity, ties by id. A scan: within one document it beats every index (LIBRARIES §4). Rows whose
 * vector has no length are similar to nothing: 0.
 */
export function cosineScan(matrix: VectorMatrix, query: Float32Array, topK: number): VectorHit[] {
  const width = query.length;
  const queryLength = vectorLength(query);
  const best = bestOf(topK);
  for (const [row, id] of matrix.ids.entries()) {
    const length = (matrix.lengths[row] as number) * queryLength;
    best.offer(id, length === 0 ? 0 : dotProduct(matrix.data, row * width, query) / length);
  }
  return best.inOrder();
}

/** Four sums at once, which the processor adds side by side. */
function dotProduct(data: Float32Array, start: number, query: Float32Array): number {
  const width = query.length;
  let [a, b, c, d] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 3 < width; i += 4) {
    const at = start + i;
    a += (data[at] as number) * (query[i] as number);
    b += (data[at + 1] as number) * (query[i + 1] as number);
    c += (data[at + 2] as number) * (query[i + 2] as number);
    d += (data[at + 3] as number) * (query[i + 3] as number);
  }
  for (; i < width; i++) a += (data[start + i] as number) * (query[i] as number);
  return a + b + c + d;
}

/** Keeps the best few of many: candidates gather, and are cut back to the best when they are twice too many. */
function bestOf(most: number): { offer(id: string, score: number): void; inOrder(): VectorHit[] } {
  let hits: VectorHit[] = [];
  /** What a hit must reach to be among the best so far. */
  let least = most > 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const cut = () => {
    hits = bestFirst(hits).slice(0, Math.max(0, most));
    if (hits.length === most) least = hits.at(-1)?.score ?? least;
  };
  return {
    offer(id, score) {
      if (score < least) return;
      hits.push({ id, score });
      if (hits.length >= 2 * most + 64) cut();
    },
    inOrder() {
      cut();
      return hits;
    },
  };
}

/** The order every vector store answers in. */
export function bestFirst(hits: VectorHit[]): VectorHit[] {
  return hits.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
