import type { EmbeddingAdapter } from '../adapters/embedding/types.ts';
import { pause } from '../adapters/vector-db/pause.ts';
import type { VectorDbAdapter, VectorScope } from '../adapters/vector-db/types.ts';
import type { VectorInfo } from '../chunking/chunk-set.ts';
import { permanentError, retryableError } from '../contract/errors.ts';
import { chunkHit, type Found, type Hit } from './hits.ts';
import type { Query } from './query.ts';

/** Milliseconds to wait for a store that does not yet show what was written to it, one after the other. */
const LAG_WAITS = [250, 500, 1000, 2000];

/** How many of these waits are worth it for a store that shows some of the document's rows, but not all. */
const PARTIAL_WAITS = 2;

/** Whether the index has vectors that find equal meaning, not only equal words. */
export const hasSemanticVectors = ({ index }: Query): boolean => index.set.vectors?.semantic === true;

/** The chunks nearest to the question; see vectorHitsFor. */
export async function vectorHits(query: Query, most: number): Promise<Found> {
  const [found] = await vectorHitsFor(query, [query.question], most);
  return found as Found;
}

/**
 * The chunks nearest to each of the questions, best first; scores are cosines. All questions are embedded in one call.
 * A store that does not show the whole document yet is waited for; what is still missing then is said in `warnings`.
 * @throws permanent `vectors_missing`, `index_outdated`; retryable `vectors_not_ready`; the adapters' errors.
 */
export async function vectorHitsFor(
  query: Query,
  questions: readonly string[],
  most: number,
): Promise<Found[]> {
  const { index, request, ctx } = query;
  const { vectors, doc_id: docId } = index.set;
  const { output, task } = request;
  if (!vectors) {
    throw permanentError(
      'vectors_missing',
      `The index of "${output.name}" has no vectors; send the document again with reindex.`,
    );
  }
  const embedding = await ctx.adapters.embedding(output.embedding ?? task.tool_settings.embedding);
  checkSame(embedding, vectors, output.name);
  const vectorDb = await ctx.adapters.vectorDb(output['vector-db'] ?? task.tool_settings['vector-db']);
  const asked = await embedding.embed(questions, ctx.signal, 'query');
  const scope = { organization: index.organization, docId, dimensions: vectors.dimensions };
  const found: Found[] = [];
  for (const vector of asked) found.push(await searchSettled(query, vectorDb, scope, vector, most));
  return found;
}

async function searchSettled(
  { index, ctx }: Query,
  vectorDb: VectorDbAdapter,
  scope: VectorScope,
  vector: Float32Array,
  most: number,
): Promise<Found> {
  const expected = Math.min(most, index.set.chunks.length);
  for (let waited = 0; ; waited++) {
    const rows = await vectorDb.query(scope, vector, most, ctx.signal);
    const hits = rows.flatMap(({ id, score }): Hit[] => {
      const place = index.placeOf(id);
      return place === undefined ? [] : [chunkHit(place, score, 'vectors')];
    });
    if (hits.length >= expected) return { hits, warnings: [] };
    const wait = LAG_WAITS[waited];
    if (wait === undefined || (hits.length > 0 && waited >= PARTIAL_WAITS)) {
      if (hits.length === 0) throw notReady(vectorDb, scope);
      return { hits, warnings: [fewRows(vectorDb, hits.length, expected)] };
    }
    await pause(wait, ctx.signal);
  }
}

const notReady = ({ id }: VectorDbAdapter, { docId }: VectorScope) =>
  retryableError(
    'vectors_not_ready',
    `The vector store "${id}" returns nothing for document ${docId}. If this lasts, send the document again with reindex.`,
  );

const fewRows = ({ id }: VectorDbAdapter, found: number, expected: number) =>
  `The vector store "${id}" shows ${found} of ${expected} chunks that it should; what it does not show was not searched by meaning. If this lasts, send the document again with reindex.`;

function checkSame(embedding: EmbeddingAdapter, vectors: VectorInfo, output: string): void {
  if (embedding.model === vectors.model && embedding.dimensions === vectors.dimensions) return;
  throw permanentError(
    'index_outdated',
    `The index of "${output}" was made with ${vectors.model} (${vectors.dimensions} dimensions), but "${embedding.id}" is ${embedding.model} (${embedding.dimensions}) now; send the document again.`,
  );
}
