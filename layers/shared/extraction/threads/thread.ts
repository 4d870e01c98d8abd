import { Worker } from 'node:worker_threads';

/** The engine died: it aborted, ran out of memory, or its thread was ended because it took too long. */
export class EngineDied extends Error {
  override readonly name = 'EngineDied';
}

/** An engine in a worker thread of its own, which can be ended whatever a file makes it do. */
export type EngineThread<Request, Answer> = {
  /** Sends a request; each answer that is not the last goes to `onAnswer`. Rejects with EngineDied. */
  ask(request: Request, onAnswer?: (answer: Answer) => void): Promise<Answer>;
  /** Ends the thread, also in the middle of its work; an open `ask` rejects. */
  end(): Promise<void>;
  alive(): boolean;
};

const YOUNG_GENERATION_MB = 32;

export type ThreadStart<Answer> = {
  /** For messages: `The OCR engine`. */
  name: string;
  entry: string;
  workerData: unknown;
  /** Megabytes of JavaScript heap. */
  heapMb: number;
  /** Whether an answer is the last one to its request. The thread's first answer says that it is ready. */
  isLast(answer: Answer): boolean;
  /** What the thread may ask its host for in the middle of a request. */
  supply?: { wantedBy(answer: Answer): boolean; load(): Promise<unknown> };
};

type Waiting<Answer> = {
  resolve(answer: Answer): void;
  reject(error: Error): void;
  onAnswer?(answer: Answer): void;
};

/** Starts a thread and waits until it is ready. An idle one does not keep the process alive. */
export async function startThread<Request, Answer>(
  start: ThreadStart<Answer>,
): Promise<EngineThread<Request, Answer>> {
  const worker = new Worker(start.entry, {
    workerData: start.workerData,
    // Small young generations keep an idle thread's memory low.
    resourceLimits: { maxOldGenerationSizeMb: start.heapMb, maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    stdout: true,
    stderr: true,
  });
  let waiting: Waiting<Answer> | undefined;
  let dead = false;

  const die = (cause?: unknown) => {
    dead = true;
    waiting?.reject(new EngineDied(`${start.name} ended`, { cause }));
    waiting = undefined;
    worker.unref();
  };
  worker.on('message', (answer: Answer) => {
    if (start.supply?.wantedBy(answer))
      return void start.supply.load().then((message) => worker.postMessage(message), die);
    if (!waiting) return;
    if (!start.isLast(answer)) return waiting.onAnswer?.(answer);
    const done = waiting;
    waiting = undefined;
    worker.unref();
    done.resolve(answer);
  });
  worker.on('error', die);
  worker.on('exit', () => die());

  const next = (onAnswer?: (answer: Answer) => void) =>
    new Promise<Answer>((resolve, reject) => {
      worker.ref();
      waiting = { resolve, reject, onAnswer };
    });
  const ready = next();
  await ready;

  return {
    ask(request, onAnswer) {
      if (dead) return Promise.reject(new EngineDied(`${start.name} has ended`));
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
