import { setTimeout as sleep } from 'node:timers/promises';
import { permanentError, retryableError } from '../contract/errors.ts';
import { chunkHit, type Hit } from './hits.ts';
import type { Query } from './query.ts';

/** Milliseconds to wait for a store that does not yet show what was written to it, one after the other. */
const LAG_WAITS = [250, 500, 1000, 2000];

/** Whether the index has vectors that find equal meaning, not only equal words. */
export const hasSemanticVectors = ({ index }: Query): boolean => index.set.vectors?.semantic === true;

/**
 * The chunks nearest to the question, best first; scores are cosines.
 * @throws permanent `vectors_missing`, `index_outdated`; retryable `vectors_not_ready`; the adapters' errors.
 */
export async function vectorHits(query: Query, most: number): Promise<Hit[]> {
  const { index, request, ctx, question } = query;
  const { vectors, doc_id: docId } = index.set;
  const output = request.output.name;
  if (!vectors) {
    throw permanentError(
      'vectors_missing',
      `The index of "${output}" has no vectors; send the document again with reindex.`,
    );
  }
  const settings = { ...request.task.tool_settings, ...definedOf(request.output) };
  const embedding = await ctx.adapters.embedding(settings.embedding);
  if (embedding.model !== vectors.model || embedding.dimensions !== vectors.dimensions) {
    throw permanentError(
      'index_outdated',
      `The index of "${output}" was made with ${vectors.model} (${vectors.dimensions} dimensions), but "${embedding.id}" is ${embedding.model} (${embedding.dimensions}) now; send the document again.`,
    );
  }
  const vectorDb = await ctx.adapters.vectorDb(settings['vector-db']);
  const [vector] = await embedding.embed([question], ctx.signal, 'query');
  const scope = { organization: index.organization, docId, dimensions: vectors.dimensions };
  for (const wait of [...LAG_WAITS, undefined]) {
    const found = await vectorDb.query(scope, vector as Float32Array, most, ctx.signal);
    const hits = found.flatMap(({ id, score }) => {
      const place = index.placeOf(id);
      return place === undefined ? [] : [chunkHit(place, score)];
    });
    if (hits.length > 0) return hits;
    if (wait !== undefined) await sleep(wait, undefined, { signal: ctx.signal });
  }
  throw retryableError(
    'vectors_not_ready',
    `The vector store "${vectorDb.id}" returns nothing for document ${docId}. If this lasts, send the document again with reindex.`,
  );
}

function definedOf(output: Query['request']['output']) {
  const { embedding, 'vector-db': vectorDb } = output;
  return {
    ...(embedding !== undefined && { embedding }),
    ...(vectorDb !== undefined && { 'vector-db': vectorDb }),
  };
}
