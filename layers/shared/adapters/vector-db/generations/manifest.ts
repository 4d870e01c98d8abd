import { createHash } from 'node:crypto';
import * as z from 'zod';
import { permanentError, retryableError } from '../../../contract/errors.ts';
import { indexPrefix } from '../../../contract/keys.ts';
import type { ObjectStore } from '../../../store/objects.ts';
import type { VectorScope } from '../types.ts';

/** One version of a document's rows in a store. */
const Generation = z.object({
  name: z.string(),
  /** All its rows, those without direction included. */
  ids: z.array(z.string()),
  /** Rows whose vector has no length: similar to nothing, and refused by most stores, so they stand only here. */
  directionless: z.array(z.string()).default([]),
  /** How many of the others the store has taken, in the order of `ids`; absent when all. */
  written: z.int().min(0).optional(),
});
export type Generation = z.infer<typeof Generation>;

/**
 * Which rows of a document count. These stores have no transaction, so this object, beside the document's chunks,
 * names the one generation that queries see and what is still to be deleted.
 */
const Manifest = z.object({ current: Generation.nullable(), garbage: z.array(Generation) });
type Manifest = z.infer<typeof Manifest>;

/** The manifest as it was read, and the version that the next write must find. */
export type ManifestVersion = Manifest & { etag: string | undefined };

/** Where a document's manifest stands; `place` names server and collection, so that no two stores share one. */
export type ManifestPlace = { objects: ObjectStore; provider: string; place: string; scope: VectorScope };

const keyOf = ({ provider, place, scope }: ManifestPlace) => {
  const hash = createHash('sha256').update(place).digest('hex').slice(0, 12);
  return `${indexPrefix(scope.organization, scope.docId)}${provider}-${scope.dimensions}-${hash}.json`;
};

export async function readManifest(at: ManifestPlace, signal?: AbortSignal): Promise<ManifestVersion> {
  const object = await at.objects.get(keyOf(at), signal);
  if (!object) return { current: null, garbage: [], etag: undefined };
  const parsed = Manifest.safeParse(parseJson(object.body));
  if (parsed.success) return { ...parsed.data, etag: object.etag };
  throw permanentError(
    'corrupt_vector_file',
    'A stored list of vectors is not readable; index the document again (reindex) after deleting its index.',
  );
}

/** Whether the manifest is still the version that was read. */
export async function isUnchanged(at: ManifestPlace, { etag }: ManifestVersion): Promise<boolean> {
  return (await at.objects.head(keyOf(at)))?.etag === etag;
}

/**
 * Writes the next version. Throws `vector_db_conflict` (retryable) when another worker has written meanwhile: two
 * writers that delete each other's generations would leave a document with half its vectors.
 */
export async function writeManifest(
  at: ManifestPlace,
  { etag }: ManifestVersion,
  next: Manifest,
): Promise<ManifestVersion> {
  const body = JSON.stringify(next);
  const written =
    etag === undefined
      ? await at.objects.create(keyOf(at), body, 'application/json')
      : await at.objects.replace(keyOf(at), body, etag);
  if (written) return { ...next, etag: written.etag };
  throw retryableError('vector_db_conflict', 'Another worker is writing the vectors of the same document.');
}

export const deleteManifest = (at: ManifestPlace): Promise<void> => at.objects.delete(keyOf(at));

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}
