import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { enginePool } from '#shared/extraction/threads/pool.ts';

/** Engines that only count. */
function counted(most: number) {
  const started: { memoryMb: number; id: number; ended: boolean; alive(): boolean; end(): Promise<void> }[] =
    [];
  const pool = enginePool(
    async (memoryMb) => {
      const engine = {
        memoryMb,
        id: started.length,
        ended: false,
        alive: () => !engine.ended,
        async end() {
          engine.ended = true;
        },
      };
      started.push(engine);
      return engine;
    },
    () => most,
  );
  return { pool, started };
}

describe('the pool of engines', () => {
  it('lends an engine again that was given back alive', async () => {
    const { pool, started } = counted(2);
    const first = await pool.borrow(64);
    pool.giveBack(first);
    expect(await pool.borrow(64)).toBe(first);
    await first.end();
    pool.giveBack(first);
    expect(await pool.borrow(64)).not.toBe(first);
    expect(started).toHaveLength(2);
  });

  it('lets wait, or says so, while all are busy', async () => {
    const { pool } = counted(1);
    const first = await pool.borrow(64);
    expect(await pool.borrowFree(64)).toBeUndefined();
    const waiting = pool.borrow(64);
    pool.giveBack(first);
    expect(await waiting).toBe(first);
  });

  it('starts another engine for one that was started ahead and died', async () => {
    const { pool, started } = counted(1);
    pool.prewarm(64);
    await Promise.resolve();
    await started[0]?.end();
    expect((await pool.borrow(64)).id).toBe(1);
  });

  it('leaves no listener behind with a signal that outlives the waiting', async () => {
    const { pool } = counted(1);
    const { signal } = new AbortController();
    const first = await pool.borrow(64, signal);
    const waiting = pool.borrow(64, signal);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    pool.giveBack(first);
    await waiting;
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('lends the engine that was started ahead, unless it is one of another size', async () => {
    const { pool, started } = counted(2);
    pool.prewarm(64);
    pool.prewarm(64);
    const first = await pool.borrow(64);
    expect(first.id).toBe(0);
    expect(started).toHaveLength(1);
    pool.giveBack(first);
    pool.prewarm(64);
    expect(started).toHaveLength(1);

    const other = counted(2);
    other.pool.prewarm(64);
    expect((await other.pool.borrow(128)).id).toBe(1);
    expect(other.started[0]?.ended).toBe(true);
  });
});
