import { retryableError } from '../../../contract/errors.ts';
import type { AdapterInstance } from '../../configuration.ts';
import type { AdapterContext } from '../../context.ts';
import { vectorLength } from '../../embedding/normalise.ts';
import { checkRows, checkScope, checkVector } from '../check-rows.ts';
import { pause } from '../pause.ts';
import type { VectorDbAdapter, VectorRow, VectorScope } from '../types.ts';
import {
  deleteManifest,
  type Generation,
  isUnchanged,
  type ManifestPlace,
  type ManifestVersion,
  readManifest,
  writeManifest,
} from './manifest.ts';
import { queryGeneration } from './query-generation.ts';
import { generationName } from './row-key.ts';
import type { RowScope, RowStore } from './row-store.ts';
import { writeRows } from './write-rows.ts';

/** Seconds that a store may take to show what it has taken, before the queue has to come back for it. */
const SETTLE_SECONDS = 30;
/** Times a query is asked again because a writer changed the document under it. */
const MOST_READS = 3;

/**
 * A vector store out of a server without transactions. A document is replaced by writing a new generation of rows,
 * waiting until queries see all of it, making it the current one in the manifest, and deleting the old one. Queries
 * see one or the other whole: the manifest says which, and is looked at again after the answer.
 */
export function generationalVectorDb(
  { id, provider }: Pick<AdapterInstance, 'id' | 'provider'>,
  { objects, log }: Pick<AdapterContext, 'objects' | 'log'>,
  store: RowStore,
): VectorDbAdapter {
  const manifestOf = (scope: VectorScope): ManifestPlace => ({
    objects,
    provider,
    place: store.place,
    scope,
  });
  return {
    id,
    provider,
    async replace(scope, rows, signal) {
      checkScope(scope);
      checkRows(scope, rows);
      signal?.throwIfAborted();
      await replaceRows(manifestOf(scope), store, rows, signal);
    },
    async query(scope, vector, topK, signal) {
      checkScope(scope);
      checkVector(scope, vector);
      const at = manifestOf(scope);
      for (let reads = 0; reads < MOST_READS; reads++) {
        const manifest = await readManifest(at, signal);
        if (!manifest.current || topK < 1) return [];
        const asked = { id, provider, log, scope, generation: manifest.current };
        const hits = await queryGeneration(store, asked, vector, topK, signal);
        // A generation that is no longer current may have been half deleted while it was searched.
        if (await isUnchanged(at, manifest)) return hits;
        const now = await readManifest(at, signal);
        if (now.current?.name === manifest.current.name) return hits;
      }
      throw retryableError(
        'vector_db_conflict',
        `Adapter "${id}": the document is being written all the time.`,
      );
    },
    async count(scope) {
      checkScope(scope);
      const { current } = await readManifest(manifestOf(scope));
      return current ? countRows(store, scope, current) : 0;
    },
    async delete(scope) {
      checkScope(scope);
      await deleteRows(manifestOf(scope), store);
    },
    close: () => store.close(),
  };
}

async function replaceRows(
  at: ManifestPlace,
  store: RowStore,
  rows: readonly VectorRow[],
  signal?: AbortSignal,
): Promise<void> {
  const { scope } = at;
  const directed = rows.filter(({ vector }) => vectorLength(vector) > 0);
  const next = newGeneration(rows, directed);
  const target: RowScope = { ...scope, generation: next.name };
  let manifest = await readManifest(at, signal);
  const known = [...(manifest.current ? [manifest.current] : []), ...manifest.garbage];
  // Nothing that was begun to be deleted counts as written any more.
  const garbage = known.filter(({ name }) => name !== next.name).map((old) => ({ ...old, written: 0 }));
  const before = known.find(({ name }) => name === next.name);
  if (directed.length > 0) await store.prepare(scope, signal);
  const done = before ? await rowsInStore(store, target, before, directed.length, signal) : 0;
  if (done < directed.length) {
    // Noted before it is written, so that a crash leaves nothing that nobody deletes.
    const noted = { current: manifest.current, garbage: [...garbage, { ...next, written: done }] };
    manifest = await writeManifest(at, manifest, noted);
    await writeNoted(at, manifest, store, target, directed, done, signal);
    await settled(store, target, directed.length, signal);
  }
  manifest = await writeManifest(at, manifest, { current: next, garbage });
  if (garbage.length === 0) return;
  for (const old of garbage) await store.remove({ ...scope, generation: old.name }, old);
  await writeManifest(at, manifest, { current: next, garbage: [] });
}

/** Writes what is missing of a noted generation, and notes how far it came when that fails. */
async function writeNoted(
  at: ManifestPlace,
  manifest: ManifestVersion,
  store: RowStore,
  target: RowScope,
  rows: readonly VectorRow[],
  from: number,
  signal?: AbortSignal,
): Promise<void> {
  let written = from;
  const done = (count: number) => {
    written = from + count;
  };
  try {
    await writeRows(store, target, rows.slice(from), done, signal);
  } catch (error) {
    if (written > from) {
      const garbage = manifest.garbage.map((old) =>
        old.name === target.generation ? { ...old, written } : old,
      );
      // Failing to note it only costs writing the same rows again.
      await writeManifest(at, manifest, { current: manifest.current, garbage }).catch(() => {});
    }
    throw error;
  }
}

/** How many rows of a generation, from the first, need not be written again. */
async function rowsInStore(
  store: RowStore,
  target: RowScope,
  before: Generation,
  count: number,
  signal?: AbortSignal,
): Promise<number> {
  const noted = before.written ?? count;
  const visible = noted > 0 ? await store.visible(target, noted, signal) : 0;
  // A store that was emptied, or cannot tell what it has, gets all of them.
  return visible !== undefined && visible >= noted ? noted : 0;
}

/** Waits until queries see the whole generation. Throws `vector_db_timeout` (retryable) when that takes too long. */
async function settled(
  store: RowStore,
  target: RowScope,
  count: number,
  signal?: AbortSignal,
): Promise<void> {
  const until = Date.now() + SETTLE_SECONDS * 1000;
  for (let wait = 100; ; wait = Math.min(wait * 1.5, 2000)) {
    const visible = await store.visible(target, count, signal);
    if (visible === undefined || visible >= count) return;
    if (Date.now() + wait > until) {
      throw retryableError(
        'vector_db_timeout',
        `The vector store shows ${visible} of ${count} rows ${SETTLE_SECONDS} s after they were written.`,
      );
    }
    await pause(wait, signal);
  }
}

async function countRows(store: RowStore, scope: VectorScope, current: Generation): Promise<number> {
  const directed = current.ids.length - current.directionless.length;
  const visible = directed > 0 ? await store.visible({ ...scope, generation: current.name }, directed) : 0;
  return Math.min(visible ?? directed, directed) + current.directionless.length;
}

async function deleteRows(at: ManifestPlace, store: RowStore): Promise<void> {
  const manifest = await readManifest(at);
  const known = [...(manifest.current ? [manifest.current] : []), ...manifest.garbage];
  // First out of sight, then away: a reader finds the document whole or not at all.
  if (known.length > 0) await writeManifest(at, manifest, { current: null, garbage: known });
  await store.removeAll(at.scope, known);
  if (known.length > 0) await deleteManifest(at);
}

function newGeneration(rows: readonly VectorRow[], directed: readonly VectorRow[]): Generation {
  const has = new Set(directed.map(({ id }) => id));
  const ids = rows.map(({ id }) => id);
  return { name: generationName(rows), ids, directionless: ids.filter((id) => !has.has(id)) };
}
