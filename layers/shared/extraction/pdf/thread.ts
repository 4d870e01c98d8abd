import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { engineEntry, engineWasm } from '../engine-files.ts';
import type { EngineAnswer, EngineRequest, EngineStart } from './engine/protocol.ts';
import { type CompiledModule, webAssembly } from './engine/webassembly.ts';

/** The engine died: PDFium aborted, ran out of memory, or its thread was ended because it took too long. */
export class EngineDied extends Error {
  override readonly name = 'EngineDied';
}

export type EngineThread = {
  memoryMb: number;
  /** Sends a request; each answer that is not the last goes to `onAnswer`. Rejects with EngineDied. */
  ask(request: EngineRequest, onAnswer?: (answer: EngineAnswer) => void): Promise<EngineAnswer>;
  /** Ends the thread, also in the middle of a page; an open `ask` rejects. */
  end(): Promise<void>;
  alive(): boolean;
};

/** Megabytes of JavaScript heap for the layout of one page. */
const LAYOUT_MEMORY_MB = 384;
/** Answers after which the request is done. */
const LAST: ReadonlySet<EngineAnswer['kind']> = new Set(['ready', 'opened', 'refused', 'done']);

/** Compiled once a process; threads share the machine code. */
let compiled: Promise<CompiledModule> | undefined;
const compiledEngine = (): Promise<CompiledModule> => {
  compiled ??= readFile(engineWasm()).then((bytes) => webAssembly.compile(bytes));
  return compiled;
};

type Waiting = {
  resolve(answer: EngineAnswer): void;
  reject(error: Error): void;
  onAnswer?(answer: EngineAnswer): void;
};

/** Starts an engine in a worker thread of its own; takes 50 to 150 ms. */
export async function startEngine(memoryMb: number): Promise<EngineThread> {
  const start: EngineStart = { module: await compiledEngine(), memoryMb };
  const worker = new Worker(engineEntry(), {
    workerData: start,
    resourceLimits: { maxOldGenerationSizeMb: LAYOUT_MEMORY_MB },
    stdout: true,
    stderr: true,
  });
  let waiting: Waiting | undefined;
  let dead = false;

  const die = (cause?: unknown) => {
    dead = true;
    waiting?.reject(new EngineDied('The PDF engine ended', { cause }));
    waiting = undefined;
    worker.unref();
  };
  worker.on('message', (answer: EngineAnswer) => {
    if (!waiting) return;
    if (!LAST.has(answer.kind)) return waiting.onAnswer?.(answer);
    const done = waiting;
    waiting = undefined;
    // An idle engine must not keep the process alive.
    worker.unref();
    done.resolve(answer);
  });
  worker.on('error', die);
  worker.on('exit', () => die());

  const next = (onAnswer?: (answer: EngineAnswer) => void) =>
    new Promise<EngineAnswer>((resolve, reject) => {
      worker.ref();
      waiting = { resolve, reject, onAnswer };
    });
  const ready = next();
  await ready;

  return {
    memoryMb,
    ask(request, onAnswer) {
      if (dead) return Promise.reject(new EngineDied('The PDF engine has ended'));
      const answered = next(onAnswer);
      worker.postMessage(request);
      return answered;
    },
    async end() {
      die();
      await worker.terminate();
    },
    alive: () => !dead,
  };
}
