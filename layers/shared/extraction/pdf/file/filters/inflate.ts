import { inflateSync } from 'node:zlib';
import { plainBytes, unsharedBytes } from '../objects/bytes.ts';
import { NotPlain } from '../types.ts';

/** Whatever window the data says it needs: some writers need a larger one, which PDFium gives them. */
const LARGEST_WINDOW = 15;
const LEAST_CHUNK = 16 * 1024;
const MOST_CHUNK = 256 * 1024;
/** What text commonly deflates to: output that fits one chunk needs not be put together. */
const COMMON_RATIO = 4;

/** FlateDecode (ISO 32000-1, 7.4.4). What is damaged or cut off is not plain, nor what exceeds `most` bytes. */
export function inflate(bytes: Uint8Array, most: number): Uint8Array {
  const chunkSize = Math.min(MOST_CHUNK, Math.max(LEAST_CHUNK, bytes.length * COMMON_RATIO));
  try {
    const inflated = inflateSync(unsharedBytes(bytes), {
      chunkSize,
      maxOutputLength: most,
      windowBits: LARGEST_WINDOW,
    });
    return plainBytes(inflated);
  } catch (error) {
    if (isOfData(error)) throw new NotPlain('A deflated stream is damaged or too large');
    throw error;
  }
}

/** Whether zlib complains of its data: anything else is a mistake of ours. */
const isOfData = (error: unknown): boolean => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ERR_BUFFER_TOO_LARGE' || (typeof code === 'string' && /^Z_(DATA|BUF|NEED)/.test(code));
};
