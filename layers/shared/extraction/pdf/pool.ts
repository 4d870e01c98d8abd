import { availableParallelism } from 'node:os';
import { enginePool } from '../threads/pool.ts';
import { type PdfEngine, startEngine } from './thread.ts';

/** More engines than cores only share them. */
let most = Math.max(1, Math.min(4, availableParallelism()));
/**
 * PDFium's heap never shrinks: an engine that one large document has filled is ended rather than kept. Usual
 * documents leave 50 to 60 MB behind.
 */
const LARGEST_IDLE_HEAP_MB = 96;

/** PDF engines stay alive between documents, so that only a process's first document pays for the start. */
const pool = enginePool(startEngine, () => most);

/** How many engines may run at once; benches compare one with several. */
export function limitEngines(engines: number): void {
  most = engines;
}

/** Lends an engine; waits when all are busy. Give it back with `returnEngine`, dead or alive. */
export const borrowEngine = (memoryMb: number, signal?: AbortSignal): Promise<PdfEngine> =>
  pool.borrow(memoryMb, signal);

/** The same, but undefined when all are busy: for a document that has an engine already. */
export const borrowFreeEngine = (memoryMb: number): Promise<PdfEngine | undefined> =>
  pool.borrowFree(memoryMb);

/** `closed`: fulfilled once the engine has let go of its document, or has died. */
export function returnEngine(engine: PdfEngine, closed?: Promise<void>): void {
  const ready = closed?.then(() => {
    if (engine.alive() && engine.heapMb() > LARGEST_IDLE_HEAP_MB) void engine.end();
  });
  pool.giveBack(engine, ready);
}

/** Starts an engine ahead of the document it is for, e.g. while that is downloaded. Failures show with the document. */
export const prewarmEngine = (memoryMb: number): void => pool.prewarm(memoryMb);
