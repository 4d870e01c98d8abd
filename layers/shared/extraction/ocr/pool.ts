import { readFile } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { ocrCore, ocrEntry, ocrWasm } from '../engine-files.ts';
import { type CompiledModule, webAssembly } from '../pdf/engine/webassembly.ts';
import { enginePool } from '../threads/pool.ts';
import { type EngineThread, startThread } from '../threads/thread.ts';
import type { OcrAnswer, OcrRequest, OcrStart } from './engine/protocol.ts';

export type OcrEngine = EngineThread<OcrRequest, OcrAnswer> & {
  memoryMb: number;
  /** Size of Tesseract's heap after the last picture. */
  heapMb(): number;
};

/** Megabytes of JavaScript heap of an OCR thread; pixels lie outside of it. */
const HEAP_MB = 128;
/** Part of the machine's memory that all OCR threads may use if each takes what it may. */
const MEMORY_SHARE = 0.75;

/**
 * Tesseract's heap never shrinks, and grows a little with every page: texts that its glue code hands over are not freed.
 * An engine with a larger heap is ended rather than kept. Usual pages leave 30 to 60 MB behind.
 */
const LARGEST_IDLE_HEAP_MB = 160;

/** Compiled once a process; threads share the machine code. */
let compiled: Promise<CompiledModule> | undefined;
const compiledCore = (): Promise<CompiledModule> => {
  compiled ??= readFile(ocrWasm()).then((bytes) => webAssembly.compile(bytes));
  return compiled;
};

async function startOcr(memoryMb: number): Promise<OcrEngine> {
  const workerData: OcrStart = { module: await compiledCore(), core: ocrCore(), memoryMb };
  let heapMb = 0;
  const thread = await startThread<OcrRequest, OcrAnswer>({
    name: 'The OCR engine',
    entry: ocrEntry(),
    workerData,
    heapMb: HEAP_MB,
    isLast(answer) {
      if (answer.kind === 'page') heapMb = answer.heapMb;
      return true;
    },
  });
  return { ...thread, memoryMb, heapMb: () => heapMb };
}

/** How many pictures are read at once: one a core, as far as memory goes. */
export function ocrThreads(memoryMb: number): number {
  const memory = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
  const fit = Math.floor((memory * MEMORY_SHARE) / (memoryMb * 1024 * 1024));
  return Math.max(1, Math.min(availableParallelism(), fit));
}

/** OCR threads start with the first picture and stay for the next ones. */
const pool = enginePool(startOcr, ocrThreads);

/** Lends an engine; waits when all are busy. Give it back with `returnOcrEngine`, dead or alive. */
export const borrowOcrEngine = (memoryMb: number, signal?: AbortSignal): Promise<OcrEngine> =>
  pool.borrow(memoryMb, signal);

export function returnOcrEngine(engine: OcrEngine): void {
  if (engine.alive() && engine.heapMb() > LARGEST_IDLE_HEAP_MB) void engine.end();
  pool.giveBack(engine);
}
