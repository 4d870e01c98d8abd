import { vectorLength } from '../embedding/normalise.ts';
import type { VectorHit } from './types.ts';
import type { VectorMatrix } from './vector-file.ts';

/** Best rows by cosine similarity, ties by id. A scan: within one document it beats every index (LIBRARIES §4). */
export function cosineScan(matrix: VectorMatrix, query: Float32Array, topK: number): VectorHit[] {
  const width = query.length;
  const queryLength = vectorLength(query);
  const hits = matrix.ids.map((id, row): VectorHit => {
    const start = row * width;
    let dot = 0;
    let squares = 0;
    for (let i = 0; i < width; i++) {
      const value = matrix.data[start + i] as number;
      dot += value * (query[i] as number);
      squares += value * value;
    }
    const lengths = Math.sqrt(squares) * queryLength;
    return { id, score: lengths === 0 ? 0 : dot / lengths };
  });
  return bestFirst(hits).slice(0, topK);
}

/** The order every vector store answers in. */
export function bestFirst(hits: VectorHit[]): VectorHit[] {
  return hits.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
