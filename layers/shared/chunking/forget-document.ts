import * as z from 'zod';
import type { AdapterRegistry } from '../adapters/registry.ts';
import { permanentError } from '../contract/errors.ts';
import { embeddingCachePrefix, INDEXES_PREFIX, indexPrefix } from '../contract/keys.ts';
import type { ObjectStore } from '../store/objects.ts';
import { type ChunkSet, chunkSetKey, readChunkSet } from './chunk-set.ts';

/** What is left to delete of a document; it outlives the chunk set, which no reader may find any more. */
const Forgetting = z.object({
  dimensions: z.int(),
  stores: z.array(z.string()),
  cache_keys: z.array(z.string()),
});
type Forgetting = z.infer<typeof Forgetting>;

export type Forgotten = {
  doc_id: string;
  /** Vector stores whose rows were deleted. */
  stores: string[];
  /** Objects deleted from the bucket. */
  objects: number;
};

type Means = { objects: ObjectStore; adapters: Pick<AdapterRegistry, 'vectorDb'> };

/**
 * Deletes all that was made of a document under one doc_id: its chunks and their text, its vectors in every store that
 * has them, its part of the embedding cache (whose other documents at most pay for a chunk again). From the first
 * step on no reader finds the index. What is left is noted first, so that a call that failed half-way – a store that
 * does not answer – is repeated with the same doc_id. Undefined when there is nothing of the document.
 * @throws permanent `index_corrupt` when the chunk set cannot tell which stores have vectors; errors of the stores.
 */
export async function forgetDocument(
  organization: string,
  docId: string,
  { objects, adapters }: Means,
): Promise<Forgotten | undefined> {
  const prefix = indexPrefix(organization, docId);
  const noteKey = `${prefix}forgetting.json`;
  const set = await readChunkSet(objects, organization, docId);
  const note = set ? noteOf(set, organization) : await readNote(objects, noteKey);
  if (set) {
    await objects.put(noteKey, JSON.stringify(note));
    await objects.delete(chunkSetKey(organization, docId));
  }
  const left = await objects.list(prefix);
  if (!note && left.length === 0) return undefined;
  const stores = note?.stores ?? [];
  for (const id of stores) {
    const store = await adapters.vectorDb(id);
    await store.delete({ organization, docId, dimensions: note?.dimensions ?? 1 });
  }
  const keys = [...(note?.cache_keys ?? []), ...left.filter((key) => key !== noteKey)];
  for (const key of keys) await objects.delete(key);
  await objects.delete(noteKey);
  return { doc_id: docId, stores, objects: keys.length + (set ? 1 : 0) };
}

/** The doc_ids of an organisation whose index was written (or begun to be deleted) before this time. */
export async function indexedBefore(
  organization: string,
  time: Date,
  objects: ObjectStore,
): Promise<string[]> {
  const prefix = `${INDEXES_PREFIX}${organization}/`;
  const newest = new Map<string, Date>();
  for (const key of await objects.list(prefix)) {
    const docId = key.slice(prefix.length).split('/')[0] ?? '';
    const modified = (await objects.head(key))?.modified ?? new Date();
    const known = newest.get(docId);
    if (!known || known < modified) newest.set(docId, modified);
  }
  return [...newest].filter(([, modified]) => modified < time).map(([docId]) => docId);
}

/** Organisations that have an index. */
export async function indexedOrganizations(objects: ObjectStore): Promise<string[]> {
  const keys = await objects.list(INDEXES_PREFIX);
  return [...new Set(keys.map((key) => key.slice(INDEXES_PREFIX.length).split('/')[0] ?? ''))];
}

function noteOf({ vectors }: ChunkSet, organization: string): Forgetting {
  const own = embeddingCachePrefix(organization);
  return {
    dimensions: vectors?.dimensions ?? 1,
    stores: vectors?.stores ?? [],
    cache_keys: (vectors?.cache_keys ?? []).filter((key) => key.startsWith(own)),
  };
}

async function readNote(objects: ObjectStore, key: string): Promise<Forgetting | undefined> {
  const object = await objects.get(key);
  if (!object) return undefined;
  try {
    return Forgetting.parse(JSON.parse(Buffer.from(object.body).toString('utf8')));
  } catch {
    throw permanentError('index_corrupt', `${key} cannot be read; delete the vectors by hand.`);
  }
}
