import { Worker } from 'node:worker_threads';
import type { X2TextInput } from '../../adapters/x2text/types.ts';
import { permanentError } from '../../contract/errors.ts';
import { conversionEntry } from '../engine-files.ts';
import { aborted, timedOut, tooSlow, wholeFileMs } from '../stopped.ts';
import type { Conversion, ConversionAnswer, ConversionProgress, Converted } from './protocol.ts';

/** Characters of a text that are converted; a 10-K filing has some three million. */
const MOST_CHARACTERS = 32 * 1024 * 1024;

/**
 * Reads a file in a thread of its own, so that none can hold the process up or use up its memory: a few kilobytes of
 * HTML with `colspan` are enough for that.
 *
 * @throws `limit_exceeded` for too much of anything, `extraction_timeout`, `extraction_aborted`, `corrupt_document`.
 */
export async function convert(
  conversion: Conversion,
  { limits, signal, progress }: Pick<X2TextInput, 'limits' | 'signal' | 'progress'>,
): Promise<Converted> {
  if ('text' in conversion && conversion.text.length > MOST_CHARACTERS)
    throw permanentError('limit_exceeded', `The file has more than ${MOST_CHARACTERS} characters. Split it.`);
  const answer = await askThread(conversion, limits, signal, progress);
  if (answer.kind === 'refused') throw permanentError(answer.code, answer.message);
  return answer.converted;
}

async function askThread(
  conversion: Conversion,
  limits: X2TextInput['limits'],
  signal: AbortSignal | undefined,
  progress: X2TextInput['progress'],
): Promise<ConversionAnswer> {
  if (signal?.aborted) throw aborted();
  const { extractionTimeoutMs, engineMemoryMb } = limits;
  const timeoutMs = wholeFileMs(limits);
  const late =
    timeoutMs < extractionTimeoutMs ? tooSlow(timeoutMs) : timedOut(extractionTimeoutMs, 'or split it');
  const worker = new Worker(conversionEntry(), {
    workerData: withOwnBytes(conversion),
    resourceLimits: { maxOldGenerationSizeMb: engineMemoryMb },
    stdout: true,
    stderr: true,
  });
  const ended = Promise.withResolvers<ConversionAnswer>();
  const timer = setTimeout(() => ended.reject(late), timeoutMs);
  const onAbort = () => ended.reject(aborted());
  signal?.addEventListener('abort', onAbort, { once: true });
  worker.on('message', (message: ConversionAnswer | ConversionProgress) => {
    if (message.kind === 'progress') progress?.(message.done, message.total, 'pages');
    else ended.resolve(message);
  });
  worker.on('error', (error) => ended.reject(asTaskError(error, engineMemoryMb)));
  worker.on('exit', () => ended.reject(new Error('The conversion thread ended without an answer')));
  try {
    return await ended.promise;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    // Not awaited: a thread that is collecting the garbage of a full heap takes a second to end, also beyond the deadline.
    void worker.terminate();
  }
}

/** A part of a larger buffer would be sent with all of it. */
function withOwnBytes(conversion: Conversion): Conversion {
  if (!('bytes' in conversion) || conversion.bytes.length === conversion.bytes.buffer.byteLength)
    return conversion;
  return { ...conversion, bytes: Uint8Array.from(conversion.bytes) };
}

function asTaskError(error: unknown, memoryMb: number): unknown {
  if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') return error;
  return permanentError(
    'limit_exceeded',
    `Reading the file needs more than the engine's ${memoryMb} MB. Split it, or raise ENGINE_MEMORY_MB.`,
  );
}
