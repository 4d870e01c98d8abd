/** Milliseconds that a batch of pages should take: long enough to keep an engine busy, short enough to share … */
const BATCH_MS = 100;
const LARGEST_BATCH = 64;
/** … and at least, at the end of a document, as the engine waits between two batches. */
const LEAST_BATCH_MS = 5;
/** Pages of a batch while nothing is known about how long they take. */
const FIRST_BATCH = 4;

export type PageQueue = {
  /** The next pages to read; none when there are no more, or no more are to be read. */
  next(): number[];
  /** Pages of a batch that were not read. */
  putBack(pages: readonly number[]): void;
  hasMore(): boolean;
  /** Learns from a batch how many pages the next ones should have. Settles as `work` does; a failure ends the queue. */
  timed(pages: number, work: Promise<void>): Promise<void>;
  /** Fulfilled once no page is left, neither here nor with an engine, unless a batch has failed. */
  settled: Promise<void>;
};

export type PageQueueOptions = {
  /** How many engines read, or are about to. Those that do share what is left, so that all are done at the same time. */
  readers?(): number;
  /** Once true, no more pages are handed out. */
  enough?(): boolean;
};

/** Hands pages out in small batches, so that one slow page does not hold the others. */
export function pageQueue(
  pages: readonly number[],
  { readers = () => 1, enough = () => false }: PageQueueOptions = {},
): PageQueue {
  const waiting = [...pages];
  const { promise, resolve } = Promise.withResolvers<void>();
  let failed = false;
  let underWay = 0;
  let size = FIRST_BATCH;
  let least = 1;
  const share = (): number => {
    const engines = readers();
    return engines === 1 ? waiting.length : Math.max(least, Math.ceil(waiting.length / (2 * engines)));
  };
  return {
    next() {
      if (failed || enough()) waiting.length = 0;
      if (waiting.length === 0) {
        if (underWay === 0 && !failed) resolve();
        return [];
      }
      underWay++;
      return waiting.splice(0, Math.min(size, share()));
    },
    hasMore: () => waiting.length > 0,
    putBack: (back) => void waiting.unshift(...back),
    async timed(count, work) {
      const startedAt = performance.now();
      try {
        await work;
      } catch (error) {
        failed = true;
        throw error;
      } finally {
        underWay--;
      }
      const each = Math.max(0.1, (performance.now() - startedAt) / count);
      size = Math.max(1, Math.min(LARGEST_BATCH, Math.round(BATCH_MS / each)));
      least = Math.max(1, Math.round(LEAST_BATCH_MS / each));
    },
    settled: promise,
  };
}
