import { addAbortSignal, type Readable } from 'node:stream';

/** Thrown by `readBody` when more bytes arrive than allowed. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/**
 * Reads a response body to its end, chunk by chunk, so that neither a wrong Content-Length nor a missing one can
 * fill the memory, and an abort ends a slow download.
 */
export async function readBody(
  body: Readable,
  options: {
    maxBytes?: number;
    signal?: AbortSignal | undefined;
    onChunk?: (chunk: Uint8Array) => void;
  } = {},
): Promise<Uint8Array> {
  const { maxBytes = Number.POSITIVE_INFINITY, signal, onChunk } = options;
  const stream = signal ? addAbortSignal(signal, body) : body;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    // Leaving the loop destroys the stream, so the rest is never downloaded.
    if (size > maxBytes) throw new BodyTooLarge();
    onChunk?.(chunk);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
