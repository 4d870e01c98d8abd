import { type Chunk, type ChunkSet, readChunkSet } from '../chunking/chunk-set.ts';
import { searchableText } from '../chunking/searchable-text.ts';
import { vectorId } from '../chunking/vector-id.ts';
import { retryableError } from '../contract/errors.ts';
import type { DocumentIndex } from '../contract/results.ts';
import type { ObjectStore } from '../store/objects.ts';
import { type LexicalIndex, lexicalIndex } from './lexical-index.ts';
import { type Parent, parentsOf } from './parents.ts';
import { type SmallUnits, smallUnitsOf } from './small-units.ts';

/** A document's index in memory. What is searched is built when it is first needed, and once. */
export type LoadedIndex = {
  organization: string;
  set: ChunkSet;
  /** A chunk's place in the set by its vector's id. */
  placeOf(id: string): number | undefined;
  lexical(): LexicalIndex;
  small(): SmallUnits;
  parents(): Parent[];
};

/** Documents kept by a worker: a run's prompts ask the same one, another run brings another. */
const MOST_KEPT = 4;
const kept = new WeakMap<ObjectStore, Map<string, Promise<LoadedIndex>>>();

/** @throws retryable `index_missing` when the chunking stage has not made the index (or a retention rule took it). */
export async function loadIndex(
  objects: ObjectStore,
  organization: string,
  { doc_id, embedding_dimensions }: Pick<DocumentIndex, 'doc_id' | 'embedding_dimensions'>,
): Promise<LoadedIndex> {
  const indexes = kept.get(objects) ?? new Map<string, Promise<LoadedIndex>>();
  kept.set(objects, indexes);
  const name = JSON.stringify([organization, doc_id, embedding_dimensions]);
  const loading = indexes.get(name) ?? read(objects, organization, doc_id);
  indexes.delete(name);
  indexes.set(name, loading);
  const [oldest] = indexes.keys();
  if (indexes.size > MOST_KEPT && oldest !== undefined) indexes.delete(oldest);
  try {
    return await loading;
  } catch (error) {
    indexes.delete(name);
    throw error;
  }
}

async function read(objects: ObjectStore, organization: string, docId: string): Promise<LoadedIndex> {
  const set = await readChunkSet(objects, organization, docId);
  if (set) return asLoaded(organization, set);
  throw retryableError(
    'index_missing',
    `The document's index ${docId} is not there. Send the document again, so that it is made.`,
  );
}

export function asLoaded(organization: string, set: ChunkSet): LoadedIndex {
  const places = new Map(set.chunks.map((chunk, place) => [vectorId(chunk), place]));
  return {
    organization,
    set,
    placeOf: (id) => places.get(id),
    lexical: once(() => lexicalIndex(set.chunks.map((chunk: Chunk) => searchableText(set, chunk)))),
    small: once(() => smallUnitsOf(set)),
    parents: once(() => parentsOf(set)),
  };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
