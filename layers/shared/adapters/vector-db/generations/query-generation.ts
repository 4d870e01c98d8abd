import { permanentError } from '../../../contract/errors.ts';
import type { Log } from '../../../telemetry/log.ts';
import { vectorLength } from '../../embedding/normalise.ts';
import { bestFirst } from '../cosine-scan.ts';
import { pause } from '../pause.ts';
import type { VectorHit, VectorScope } from '../types.ts';
import type { Generation } from './manifest.ts';
import type { RowScope, RowStore } from './row-store.ts';

/** Milliseconds to wait, one after the other, for a store that shows some of a document's rows and not all. */
const LAG_WAITS = [250, 500, 1000];

/** Servers compute in float32; what differs less than this counts as equal, so that ties are broken by id. */
const SCORE_STEPS = 1e7;

/** What is searched, and who asks. */
export type Asked = { id: string; provider: string; log: Log; scope: VectorScope; generation: Generation };

/**
 * The best of one generation's rows. A store that shows fewer than it was given is waited for, up to two seconds, and
 * the log is told when that does not help. No hits at all are left to the caller, who knows how long to wait.
 */
export async function queryGeneration(
  store: RowStore,
  asked: Asked,
  vector: Float32Array,
  topK: number,
  signal?: AbortSignal,
): Promise<VectorHit[]> {
  const { ids, directionless, name } = asked.generation;
  const without = (some: readonly string[]) => some.map((id): VectorHit => ({ id, score: 0 }));
  if (vectorLength(vector) === 0) return bestFirst(without(ids)).slice(0, topK);
  const target: RowScope = { ...asked.scope, generation: name };
  const most = Math.min(topK, ids.length - directionless.length);
  checkMost(store, asked, most);
  const hits = most > 0 ? await searchSettled(store, target, asked, vector, most, signal) : [];
  return bestFirst([...hits, ...without(directionless)]).slice(0, topK);
}

async function searchSettled(
  store: RowStore,
  target: RowScope,
  asked: Asked,
  vector: Float32Array,
  most: number,
  signal?: AbortSignal,
): Promise<VectorHit[]> {
  let hits = await search(store, target, asked, vector, most, signal);
  for (const wait of LAG_WAITS) {
    if (hits.length === 0 || hits.length >= most) return hits;
    await pause(wait, signal);
    hits = await search(store, target, asked, vector, most, signal);
  }
  if (hits.length < most) {
    asked.log.warn('A vector store gives fewer hits than it has rows', {
      adapter: asked.id,
      doc_id: asked.scope.docId,
      expected: most,
      found: hits.length,
    });
  }
  return hits;
}

/** One query, whose every hit must carry the key that organisation, document and generation give it. */
async function search(
  store: RowStore,
  target: RowScope,
  asked: Asked,
  vector: Float32Array,
  most: number,
  signal?: AbortSignal,
): Promise<VectorHit[]> {
  const found = await store.query(target, vector, most, signal);
  for (const { key, id } of found) {
    if (key !== store.keyOf(target, id)) {
      throw permanentError(
        'vector_db_foreign_rows',
        `Adapter "${asked.id}" (${asked.provider}): the store answered with a row of another document; nothing of it is used. ` +
          'Does a proxy or another program change its rows or filters?',
      );
    }
  }
  return found.map(({ id, score }) => ({ id, score: Math.round(score * SCORE_STEPS) / SCORE_STEPS }));
}

function checkMost({ limits }: RowStore, { id, provider }: Asked, most: number): void {
  if (most <= limits.hits) return;
  throw permanentError(
    'vector_db_refused',
    `Adapter "${id}" (${provider}): a query gives at most ${limits.hits} hits; ${most} were asked for. Lower similarity-top-k.`,
  );
}
