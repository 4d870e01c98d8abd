/** A stored object and the version that a conditional write can refer to. */
export type StoredObject = { body: Uint8Array; etag: string };

/**
 * The one bucket of the workers. Keys are relative to it. Writes are atomic; a conditional write tells whether
 * it won. Errors are TaskErrors: `storage_*`, retryable unless access is denied.
 */
export type ObjectStore = {
  readonly bucket: string;
  get(key: string, signal?: AbortSignal): Promise<StoredObject | undefined>;
  /** Size in bytes, version and when it was written, without the body. */
  head(key: string): Promise<{ size: number; etag: string; modified?: Date | undefined } | undefined>;
  put(key: string, body: Uint8Array | string, contentType?: string): Promise<{ etag: string }>;
  /** Creates the object; undefined when it exists already (`If-None-Match: *`). */
  create(key: string, body: Uint8Array | string, contentType?: string): Promise<{ etag: string } | undefined>;
  /** Replaces exactly the version `etag`; undefined when the object has changed since (`If-Match`). */
  replace(key: string, body: Uint8Array | string, etag: string): Promise<{ etag: string } | undefined>;
  delete(key: string): Promise<void>;
  /** Keys under a prefix, in byte order. */
  list(prefix: string): Promise<string[]>;
};
