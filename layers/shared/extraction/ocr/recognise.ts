import { permanentError, type TaskError } from '../../contract/errors.ts';
import { ocrData } from '../engine-files.ts';
import { aborted } from '../stopped.ts';
import { EngineDied } from '../threads/thread.ts';
import type { OcrAnswer, OcrRefusal } from './engine/protocol.ts';
import { knownLanguages } from './languages.ts';
import { borrowOcrEngine, type OcrEngine, returnOcrEngine } from './pool.ts';
import type { OcrOptions, OcrPage, Picture } from './types.ts';

/**
 * Reads the text of one picture in an OCR thread. Calls may run side by side: as many as there are cores are read at
 * once, the others wait; `timeoutMs` counts from when the picture is begun.
 *
 * @throws `invalid_settings` for a language without data, `corrupt_document` for bytes that are no picture,
 *   `limit_exceeded` for too many pixels or too much memory, `extraction_timeout`, `extraction_aborted`.
 */
export async function recognise(picture: Picture, options: OcrOptions): Promise<OcrPage> {
  const languages = knownLanguages(options.languages);
  const engine = await borrow(options);
  try {
    const answer = await ask(engine, picture, { ...options, languages });
    if (answer.kind === 'page') return answer.page;
    throw answer.kind === 'refused' ? refused(answer.why, options) : new Error('The OCR engine gave no page');
  } finally {
    returnOcrEngine(engine);
  }
}

async function borrow({ memoryMb, signal }: OcrOptions): Promise<OcrEngine> {
  try {
    return await borrowOcrEngine(memoryMb, signal);
  } catch (error) {
    throw signal?.aborted ? aborted() : error;
  }
}

/** Asks the engine, and ends it when it takes too long or nobody waits for it any more. */
async function ask(engine: OcrEngine, picture: Picture, options: OcrOptions): Promise<OcrAnswer> {
  const { languages, dpi, maxPixels, memoryMb, timeoutMs, signal } = options;
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    void engine.end();
  }, timeoutMs);
  const onAbort = () => void engine.end();
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    // It may have been aborted while the engine was starting.
    signal?.throwIfAborted();
    return await engine.ask({ picture, languages, data: languages.map(ocrData), dpi, maxPixels });
  } catch (error) {
    if (signal?.aborted) throw aborted();
    if (late) throw tooSlow(timeoutMs);
    throw error instanceof EngineDied ? tooMuchMemory(memoryMb, error) : error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

function refused(why: OcrRefusal, { maxPixels }: OcrOptions): TaskError {
  if (why === 'too-large')
    return permanentError(
      'limit_exceeded',
      `The picture has more than ${maxPixels} pixels. Scan it at a lower resolution, or raise MAX_PAGE_PIXELS.`,
    );
  return permanentError(
    'corrupt_document',
    'The picture cannot be read: it is damaged, cut off or empty. Export or upload it again.',
  );
}

const tooSlow = (timeoutMs: number): TaskError =>
  permanentError(
    'extraction_timeout',
    `The picture was not read within ${timeoutMs} ms. Raise PAGE_TIMEOUT_MS or scan it at a lower resolution.`,
  );

const tooMuchMemory = (memoryMb: number, cause: unknown): TaskError =>
  permanentError(
    'limit_exceeded',
    `Reading the picture needs more than the OCR engine's ${memoryMb} MB, or makes it fail. ` +
      'Scan it at a lower resolution, or raise ENGINE_MEMORY_MB.',
    cause,
  );
