import { permanentError, type TaskError } from '../../contract/errors.ts';
import type { ImageType } from '../detection/image-type.ts';
import { aborted, timedOut, tooSlow, wholeFileMs } from '../stopped.ts';
import type { EngineAnswer, EngineRequest, OpenFailure } from './engine/protocol.ts';
import { borrowEngine, borrowFreeEngine, returnEngine } from './pool.ts';
import { EngineDied, type PdfEngine } from './thread.ts';

/** Milliseconds one page may take; longer ones are given up, the rest of the document is read. */
export const PAGE_TIMEOUT_MS = 30_000;

export type SessionOptions = {
  bytes: Uint8Array;
  password?: string;
  /** Called once `bytes` are no longer needed: the session has a copy that all engines share. */
  release?(): void;
  /** The file is a picture, not a PDF. */
  image?: { type: ImageType; maxPixels: number };
  memoryMb: number;
  /** Milliseconds for the whole document. */
  timeoutMs: number;
  pageTimeoutMs?: number;
  signal?: AbortSignal;
};

/** An open PDF in an engine. When the engine dies over a page, `revive` opens the document in a new one. */
export type PdfSession = {
  pageCount: number;
  /** Its header was missing, so that its parts had to be searched for. */
  repaired: boolean;
  /** Rejects with EngineDied when a page kills the engine or takes too long; with a TaskError at the time limit. */
  ask(request: EngineRequest, onAnswer: (answer: EngineAnswer) => void): Promise<void>;
  /** The page that the engine reads, or read when it died; 0 for none. */
  page(): number;
  revive(): Promise<void>;
  /** The same document in another engine, with the same time limit; undefined while all engines are busy. */
  another(): Promise<PdfSession | undefined>;
  /** When the document's time is over, as of `performance.now()`. */
  deadline(): number;
  /** Takes what earlier invocations have worked off the document's time. */
  countEarlierWork(milliseconds: number): void;
  /** Gives the engine back, which lets go of the file before it is lent again. */
  close(): void;
};

/** Opens a PDF. Throws `encrypted_document`, `corrupt_document`, `no_pages`, `limit_exceeded`, `extraction_timeout`. */
export async function openPdf(options: SessionOptions): Promise<PdfSession> {
  const { bytes, timeoutMs } = options;
  const deadline = performance.now() + timeoutMs;
  const shared = options.image ? bytes : inSharedMemory(bytes);
  if (shared !== bytes) options.release?.();
  return openIn(await borrow(options), { ...options, bytes: shared }, deadline);
}

async function borrow({ memoryMb, signal }: SessionOptions): Promise<PdfEngine> {
  try {
    return await borrowEngine(memoryMb, signal);
  } catch (error) {
    throw signal?.aborted ? aborted() : error;
  }
}

/** A copy that threads can read without one of their own. */
function inSharedMemory(bytes: Uint8Array): Uint8Array {
  if (bytes.buffer instanceof SharedArrayBuffer) return bytes;
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return shared;
}

async function openIn(first: PdfEngine, options: SessionOptions, latest: number): Promise<PdfSession> {
  const { pageTimeoutMs = PAGE_TIMEOUT_MS } = options;
  let engine = first;
  let deadline = latest;
  let held = true;
  const tooLong = () =>
    timedOut(options.timeoutMs, 'or select pages by extraction_settings.pages_to_extract');

  /** Lets `work` run until the document's deadline, or until nothing was heard for `quietMs`; `late` says that then. */
  const limited = async <T>(
    quietMs: number,
    work: (alive: () => void) => Promise<T>,
    late?: TaskError,
  ): Promise<T> => {
    const current = engine;
    let stop: 'page' | 'document' | 'aborted' | undefined;
    const end = (why: typeof stop) => {
      stop ??= why;
      void current.end();
    };
    const left = deadline - performance.now();
    // Without this a fast engine would answer before the timer is heard.
    if (left <= 0 && !options.signal?.aborted) throw tooLong();
    const whole = setTimeout(() => end('document'), left);
    let quiet = setTimeout(() => end('page'), quietMs);
    const onAbort = () => end('aborted');
    options.signal?.addEventListener('abort', onAbort, { once: true });
    try {
      options.signal?.throwIfAborted();
      return await work(() => {
        clearTimeout(quiet);
        quiet = setTimeout(() => end('page'), quietMs);
      });
    } catch (error) {
      if (stop === 'document') throw tooLong();
      if (stop === 'aborted' || options.signal?.aborted) throw aborted();
      throw stop === 'page' && late ? late : error;
    } finally {
      clearTimeout(whole);
      clearTimeout(quiet);
      options.signal?.removeEventListener('abort', onAbort);
    }
  };

  let repaired = false;
  const open = async (): Promise<number> => {
    const { bytes, password = '', image } = options;
    const request: EngineRequest = { kind: 'open', bytes, password, image };
    const openMs = wholeFileMs({ extractionTimeoutMs: options.timeoutMs, pageTimeoutMs });
    const opened = limited(openMs, () => engine.ask(request), tooSlow(openMs));
    const answer = await opened.catch((error: unknown) => {
      throw error instanceof EngineDied ? tooMuchMemory(options.memoryMb) : error;
    });
    if (answer.kind === 'refused')
      throw answer.why === 'image'
        ? permanentError(answer.code, answer.message)
        : refused(answer.why, options);
    if (answer.kind !== 'opened') return 0;
    ({ repaired } = answer);
    return answer.pageCount;
  };

  const close = () => {
    if (held) returnEngine(engine, engine.alive() ? letGo(engine, pageTimeoutMs) : undefined);
    held = false;
  };
  try {
    const pageCount = await open();
    if (pageCount < 1)
      throw permanentError('no_pages', 'The PDF has no pages. Check that the file was written completely.');
    return {
      pageCount,
      repaired,
      async ask(request, onAnswer) {
        const last = await limited(pageTimeoutMs, (alive) =>
          engine.ask(request, (answer) => {
            alive();
            onAnswer(answer);
          }),
        );
        if (last.kind === 'done' && last.pages) onAnswer(last);
      },
      page: () => engine.page(),
      async revive() {
        close();
        engine = await borrow(options);
        held = true;
        await open();
      },
      async another() {
        const free = await borrowFreeEngine(options.memoryMb);
        return free && openIn(free, options, deadline);
      },
      deadline: () => deadline,
      countEarlierWork(milliseconds) {
        deadline -= milliseconds;
      },
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** Lets an engine close its document; one that cannot in time is ended. */
async function letGo(engine: PdfEngine, timeoutMs: number): Promise<void> {
  const timer = setTimeout(() => void engine.end(), timeoutMs);
  await engine.ask({ kind: 'close' }).catch(() => engine.end());
  clearTimeout(timer);
}

function refused(why: OpenFailure, { password, memoryMb }: SessionOptions): TaskError {
  if (why === 'memory') return tooMuchMemory(memoryMb);
  if (why === 'security')
    return permanentError(
      'encrypted_document',
      'The PDF is encrypted in a way that cannot be read here. Save it without protection.',
    );
  if (why === 'password')
    return permanentError(
      'encrypted_document',
      password
        ? 'The password in extraction_settings.password does not open this PDF.'
        : 'The PDF is protected by a password. Give it in extraction_settings.password.',
    );
  return permanentError(
    'corrupt_document',
    'The file cannot be read as a PDF: it is damaged or cut off. Export or upload it again.',
  );
}

const tooMuchMemory = (memoryMb: number): TaskError =>
  permanentError(
    'limit_exceeded',
    `Reading the PDF needs more than the engine's ${memoryMb} MB, or it is damaged so that the engine fails. ` +
      'Raise ENGINE_MEMORY_MB if the file is good.',
  );
