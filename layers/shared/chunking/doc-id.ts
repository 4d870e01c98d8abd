import { createHash } from 'node:crypto';
import { CHUNKER_VERSION } from './chunk-text.ts';

/** What an index is made of; whatever is not named here (keys, time-outs, hosts) changes no doc_id. */
export type IndexIdentity = {
  /** sha256 of the document. */
  fileHash: string;
  /** The same file reads otherwise with other extraction settings, so its text counts too. */
  text: string;
  /** 0: the whole document is one chunk. */
  chunkSize: number;
  chunkOverlap: number;
  /** null when the index has no vectors whatever is asked of it. */
  embedding: { provider: string; model: string; dimensions: number } | null;
  /** Kind of the vector store (`postgres`, `embedded` …). */
  vectorDbProvider: string | null;
};

/** The id of a document's index: 40 hex digits, the same for the same document and settings that matter. */
export function docIdOf(identity: IndexIdentity): string {
  const { fileHash, text, chunkSize, chunkOverlap, embedding, vectorDbProvider } = identity;
  const parts = [
    CHUNKER_VERSION,
    fileHash,
    createHash('sha256').update(text).digest('hex'),
    chunkSize,
    chunkOverlap,
    embedding && [embedding.provider, embedding.model, embedding.dimensions],
    vectorDbProvider,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40);
}
