import type { S3Store } from './store-types.ts';

type ListOptions = NonNullable<Parameters<S3Store['listObjects']>[1]>;
type Listing = ReturnType<S3Store['listObjects']>;

/**
 * S3 lists keys in byte order. fauxqs sorts by locale but pages by comparing bytes, so that a second page would
 * miss keys or show them twice. Here the whole prefix is fetched, sorted by bytes and cut into pages.
 */
export function listInByteOrder(store: S3Store): void {
  const listAll = store.listObjects.bind(store);
  store.listObjects = (bucket: string, options: ListOptions = {}) => {
    const { prefix, maxKeys = 1000 } = options;
    const all = listAll(bucket, { ...(prefix && { prefix }), maxKeys: Number.POSITIVE_INFINITY });
    const sorted = all.objects.toSorted((a, b) => byBytes(a.key, b.key));
    return page(sorted, maxKeys, options);
  };
}

function page(sorted: Listing['objects'], maxKeys: number, options: ListOptions): Listing {
  const { prefix = '', delimiter, startAfter = options.marker ?? '' } = options;
  const objects: Listing['objects'] = [];
  const commonPrefixes = new Set<string>();
  for (const object of sorted) {
    const group = delimiter ? commonPrefix(object.key, prefix, delimiter) : undefined;
    if (startAfter && byBytes(group ?? object.key, startAfter) <= 0) continue;
    if (group && commonPrefixes.has(group)) continue;
    if (objects.length + commonPrefixes.size >= maxKeys) {
      return { objects, commonPrefixes: [...commonPrefixes], isTruncated: true };
    }
    if (group) commonPrefixes.add(group);
    else objects.push(object);
  }
  return { objects, commonPrefixes: [...commonPrefixes], isTruncated: false };
}

function commonPrefix(key: string, prefix: string, delimiter: string): string | undefined {
  const end = key.indexOf(delimiter, prefix.length);
  return end < 0 ? undefined : key.slice(0, end + delimiter.length);
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
