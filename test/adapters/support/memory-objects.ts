import { createHash } from 'node:crypto';
import type { ObjectStore, StoredObject } from '#shared/store/objects.ts';

/** An object store in memory, for adapters that only keep something beside them; S3 itself is tested in test/store. */
export function memoryObjects(bucket = `bucket-${Math.random()}`): ObjectStore & { keys(): string[] } {
  const objects = new Map<string, StoredObject>();
  let version = 0;
  const write = (key: string, body: Uint8Array | string) => {
    const bytes = Buffer.from(body);
    const etag = `"${createHash('md5').update(bytes).digest('hex')}-${++version}"`;
    objects.set(key, { body: bytes, etag });
    return { etag };
  };
  return {
    bucket,
    get: async (key) => objects.get(key),
    head: async (key) => {
      const object = objects.get(key);
      return object && { size: object.body.length, etag: object.etag };
    },
    put: async (key, body) => write(key, body),
    create: async (key, body) => (objects.has(key) ? undefined : write(key, body)),
    replace: async (key, body, etag) => (objects.get(key)?.etag === etag ? write(key, body) : undefined),
    delete: async (key) => void objects.delete(key),
    list: async (prefix) => [...objects.keys()].filter((key) => key.startsWith(prefix)).sort(),
    keys: () => [...objects.keys()],
  };
}
