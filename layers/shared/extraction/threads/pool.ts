/** What a pool needs to know of an engine. */
type Pooled = { memoryMb: number; alive(): boolean; end(): Promise<void> };

export type EnginePool<Engine> = {
  /** Lends an engine with this memory limit; waits while all are busy. Rejects with the signal's reason. */
  borrow(memoryMb: number, signal?: AbortSignal): Promise<Engine>;
  /** The same, but undefined at once when all are busy. */
  borrowFree(memoryMb: number): Promise<Engine | undefined>;
  /** Starts an engine ahead, unless there is one, for whoever borrows the next. */
  prewarm(memoryMb: number): void;
  /**
   * Takes an engine back, dead or alive. `ready`: fulfilled once it may be lent again, or has died; whoever borrows it
   * before waits for that rather than start another one.
   */
  giveBack(engine: Engine, ready?: Promise<void>): void;
};

/**
 * Engines that stay alive between documents, so that only a process's first document pays for the start.
 *
 * @param most how many engines with this memory limit may run at once, at least 1.
 */
export function enginePool<Engine extends Pooled>(
  start: (memoryMb: number) => Promise<Engine>,
  most: (memoryMb: number) => number,
): EnginePool<Engine> {
  const idle: { engine: Engine; ready?: Promise<void> }[] = [];
  let warming: { memoryMb: number; engine: Promise<Engine | undefined> } | undefined;
  const queue: (() => void)[] = [];
  let inUse = 0;

  const release = () => {
    inUse--;
    queue.shift()?.();
  };

  const turn = async (signal?: AbortSignal): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const onAbort = () => resolve();
    queue.push(resolve);
    signal?.addEventListener('abort', onAbort, { once: true });
    await promise;
    signal?.removeEventListener('abort', onAbort);
    const place = queue.indexOf(resolve);
    if (place >= 0) queue.splice(place, 1);
  };

  /** An idle engine with this memory limit; those with another one are ended. */
  const takeIdle = async (memoryMb: number): Promise<Engine | undefined> => {
    for (;;) {
      const place = idle.findLastIndex(({ ready }) => !ready);
      const [kept] = idle.splice(Math.max(place, 0), 1);
      await kept?.ready;
      const engine = kept?.engine;
      if (!engine || (engine.alive() && engine.memoryMb === memoryMb)) return engine;
      if (engine.alive()) await engine.end();
    }
  };

  /** The engine that was started ahead; undefined when there is none or its start failed. */
  const takeWarming = async (memoryMb: number): Promise<Engine | undefined> => {
    const ahead = warming;
    warming = undefined;
    const engine = await ahead?.engine;
    if (!engine?.alive()) return undefined;
    if (ahead?.memoryMb === memoryMb) return engine;
    await engine.end();
    return undefined;
  };

  const take = async (memoryMb: number, signal?: AbortSignal): Promise<Engine> => {
    inUse++;
    try {
      signal?.throwIfAborted();
      return (await takeIdle(memoryMb)) ?? (await takeWarming(memoryMb)) ?? (await start(memoryMb));
    } catch (error) {
      release();
      throw error;
    }
  };

  return {
    async borrow(memoryMb, signal) {
      while (inUse >= most(memoryMb)) {
        signal?.throwIfAborted();
        await turn(signal);
      }
      return take(memoryMb, signal);
    },
    borrowFree: async (memoryMb) => (inUse < most(memoryMb) ? take(memoryMb) : undefined),
    prewarm(memoryMb) {
      if (warming || inUse > 0 || idle.length > 0) return;
      warming = { memoryMb, engine: start(memoryMb).catch(() => undefined) };
    },
    giveBack(engine, ready) {
      const kept = { engine, ready };
      kept.ready = ready?.then(() => {
        kept.ready = undefined;
      });
      if (engine.alive()) idle.push(kept);
      release();
    },
  };
}
