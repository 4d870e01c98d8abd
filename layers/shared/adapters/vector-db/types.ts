/** One chunk's vector. `id` is unique within the document. */
export type VectorRow = { id: string; vector: Float32Array };

/** Organisation and document are part of every call: no query can see another organisation or document. */
export type VectorScope = { organization: string; docId: string; dimensions: number };

export type VectorHit = { id: string /** cosine similarity, -1 to 1 */; score: number };

/** Stores vectors by document. The chunks' texts stand in S3 beside it (`chunks.json`), not here. */
export type VectorDbAdapter = {
  /** Adapter instance id. */
  id: string;
  provider: string;
  /** Writes the whole document: rows of an earlier version that are not in `rows` are gone afterwards. */
  replace(scope: VectorScope, rows: readonly VectorRow[], signal?: AbortSignal): Promise<void>;
  /** Best first; ties by id. */
  query(scope: VectorScope, vector: Float32Array, topK: number, signal?: AbortSignal): Promise<VectorHit[]>;
  count(scope: VectorScope): Promise<number>;
  delete(scope: VectorScope): Promise<void>;
  close(): Promise<void>;
};
