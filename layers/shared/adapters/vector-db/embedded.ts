import type { ObjectStore } from '../../store/objects.ts';
import { checkRows, checkScope, checkVector } from './check-rows.ts';
import { cosineScan } from './cosine-scan.ts';
import type { VectorDbAdapter, VectorScope } from './types.ts';
import { decodeVectors, encodeVectors, NO_VECTORS, type VectorMatrix, vectorFileKey } from './vector-file.ts';

const MEBIBYTE = 1024 * 1024;

/** Bytes of vectors kept in the process, so that the prompts of one document read its file once. */
const cacheBytes = (): number =>
  Math.max(64 * MEBIBYTE, Math.min(1024 * MEBIBYTE, process.availableMemory() / 4));

/** By bucket and key, least recently used first; an entry counts only while the object has its etag. */
const cache = new Map<string, { etag: string; matrix: VectorMatrix }>();

/**
 * The vector store that needs no server: one object per document beside its chunks, replaced atomically and
 * scanned in the process. Shared by all functions and the same on x64 and arm64, unlike a native module.
 */
export function embeddedVectorDb(id: string, objects: ObjectStore): VectorDbAdapter {
  const load = async (scope: VectorScope, signal?: AbortSignal): Promise<VectorMatrix> => {
    checkScope(scope);
    const key = vectorFileKey(scope);
    const name = `${objects.bucket}/${key}`;
    const head = await objects.head(key);
    if (!head) return NO_VECTORS;
    const cached = cache.get(name);
    if (cached?.etag === head.etag) return remember(name, cached);
    const object = await objects.get(key, signal);
    if (!object) return NO_VECTORS;
    return remember(name, { etag: object.etag, matrix: decodeVectors(scope, object.body) });
  };
  return {
    id,
    provider: 'embedded',
    async replace(scope, rows, signal) {
      checkScope(scope);
      checkRows(scope, rows);
      signal?.throwIfAborted();
      await objects.put(vectorFileKey(scope), encodeVectors(scope, rows), 'application/octet-stream');
    },
    async query(scope, vector, topK, signal) {
      checkScope(scope);
      checkVector(scope, vector);
      return cosineScan(await load(scope, signal), vector, topK);
    },
    count: async (scope) => (await load(scope)).ids.length,
    async delete(scope) {
      checkScope(scope);
      await objects.delete(vectorFileKey(scope));
    },
    close: async () => {},
  };
}

function remember(name: string, entry: { etag: string; matrix: VectorMatrix }): VectorMatrix {
  const most = cacheBytes();
  cache.delete(name);
  if (entry.matrix.data.byteLength > most / 2) return entry.matrix;
  cache.set(name, entry);
  let bytes = 0;
  for (const { matrix } of cache.values()) bytes += matrix.data.byteLength;
  for (const [oldest, { matrix }] of cache) {
    if (bytes <= most) break;
    cache.delete(oldest);
    bytes -= matrix.data.byteLength;
  }
  return entry.matrix;
}
