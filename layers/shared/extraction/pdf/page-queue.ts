/** Milliseconds that a batch of pages should take: long enough to keep an engine busy, short enough to share. */
const BATCH_MS = 100;
const LARGEST_BATCH = 16;

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

/** Hands pages out in small batches, so that one slow page does not hold the others. */
export function pageQueue(pages: readonly number[], enough: () => boolean = () => false): PageQueue {
  const waiting = [...pages];
  const { promise, resolve } = Promise.withResolvers<void>();
  let failed = false;
  let underWay = 0;
  let size = 4;
  return {
    next() {
      if (failed || enough()) waiting.length = 0;
      if (waiting.length === 0) {
        if (underWay === 0 && !failed) resolve();
        return [];
      }
      underWay++;
      // Towards the end batches become smaller, so that all engines are done at the same time.
      return waiting.splice(0, Math.max(1, Math.min(size, Math.ceil(waiting.length / 4))));
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
    },
    settled: promise,
  };
}
