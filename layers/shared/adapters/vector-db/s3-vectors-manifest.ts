import * as z from 'zod';
import { retryableError } from '../../contract/errors.ts';
import { indexPrefix } from '../../contract/keys.ts';
import type { ObjectStore } from '../../store/objects.ts';
import type { VectorScope } from './types.ts';

const Generation = z.object({ name: z.string(), ids: z.array(z.string()) });
export type Generation = z.infer<typeof Generation>;

/**
 * Which vectors of a document count. S3 Vectors has no transaction and cannot list by prefix, so this object,
 * beside the document's chunks, names the one generation that queries see and what is still to be deleted.
 */
const Manifest = z.object({ current: Generation.nullable(), garbage: z.array(Generation) });
type Manifest = z.infer<typeof Manifest>;

/** The manifest as it was read, and the version that the next write must find. */
export type ManifestVersion = Manifest & { etag: string | undefined };

const keyOf = (scope: VectorScope) =>
  `${indexPrefix(scope.organization, scope.docId)}s3-vectors-${scope.dimensions}.json`;

export async function readManifest(
  objects: ObjectStore,
  scope: VectorScope,
  signal?: AbortSignal,
): Promise<ManifestVersion> {
  const object = await objects.get(keyOf(scope), signal);
  if (!object) return { current: null, garbage: [], etag: undefined };
  return { ...Manifest.parse(JSON.parse(Buffer.from(object.body).toString('utf8'))), etag: object.etag };
}

/**
 * Writes the next version. Throws `vector_db_conflict` (retryable) when another worker has written meanwhile: two
 * writers that delete each other's generations would leave a document with half its vectors.
 */
export async function writeManifest(
  objects: ObjectStore,
  scope: VectorScope,
  { etag }: ManifestVersion,
  next: Manifest,
): Promise<ManifestVersion> {
  const body = JSON.stringify(next);
  const written =
    etag === undefined
      ? await objects.create(keyOf(scope), body, 'application/json')
      : await objects.replace(keyOf(scope), body, etag);
  if (written) return { ...next, etag: written.etag };
  throw retryableError('vector_db_conflict', 'Another worker is writing the vectors of the same document.');
}

export const deleteManifest = (objects: ObjectStore, scope: VectorScope): Promise<void> =>
  objects.delete(keyOf(scope));
