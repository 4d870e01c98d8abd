/**
 * The same bytes as a plain array. A `Buffer` is one of another shape, which slows down what reads it byte by byte,
 * and its `slice` does not copy.
 */
export const plainBytes = (bytes: Uint8Array): Uint8Array =>
  bytes.constructor === Uint8Array ? bytes : new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);

/** Bytes that no other thread can change, as zlib and OpenSSL must have them: a copy of what is shared. */
export const unsharedBytes = (bytes: Uint8Array): Uint8Array =>
  bytes.buffer instanceof SharedArrayBuffer ? new Uint8Array(bytes) : bytes;
