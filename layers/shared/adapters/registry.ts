import type { EmbeddingAdapter } from './embedding/types.ts';
import type { LlmAdapter } from './llm/types.ts';
import type { RerankerAdapter } from './reranker/types.ts';
import type { VectorDbAdapter } from './vector-db/types.ts';
import type { X2TextAdapter } from './x2text/types.ts';

/** Ids that need no configuration, and that stand in where a message names no adapter. */
export const EMBEDDED = {
  llm: 'embedded-reader',
  embedding: 'embedded-embedding',
  'vector-db': 'embedded-vector-db',
  x2text: 'embedded-x2text',
} as const;

/**
 * Resolves adapter instance ids. An undefined id means the embedded one. An id that is not configured, or of
 * another kind, is a permanent TaskError `unknown_adapter` that names the id and lists none of the others' secrets.
 */
export type AdapterRegistry = {
  llm(id: string | undefined): Promise<LlmAdapter>;
  embedding(id: string | undefined): Promise<EmbeddingAdapter>;
  vectorDb(id: string | undefined): Promise<VectorDbAdapter>;
  x2text(id: string | undefined): Promise<X2TextAdapter>;
  /** There is none unless a message names one. */
  reranker(id: string): Promise<RerankerAdapter>;
};
