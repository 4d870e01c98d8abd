import { describe, expect, it } from 'vitest';
import { enginePool } from '#shared/extraction/threads/pool.ts';

function fakes(most: number) {
  const started: ReturnType<typeof fake>[] = [];
  const fake = (memoryMb: number) => {
    let alive = true;
    return {
      memoryMb,
      alive: () => alive,
      end: async () => {
        alive = false;
      },
    };
  };
  const pool = enginePool(
    async (memoryMb) => {
      const engine = fake(memoryMb);
      started.push(engine);
      return engine;
    },
    () => most,
  );
  return { pool, started };
}

describe('a pool of engines', () => {
  it('lends an engine again, but neither a dead one nor one with another limit', async () => {
    const { pool, started } = fakes(2);
    const first = await pool.borrow(256);
    pool.giveBack(first);
    expect(await pool.borrow(256)).toBe(first);
    await first.end();
    pool.giveBack(first);
    const second = await pool.borrow(256);
    pool.giveBack(second);
    await pool.borrow(512);
    expect(started).toHaveLength(3);
    expect(second.alive()).toBe(false);
  });

  it('lets borrowers wait in turn, and leave', async () => {
    const { pool } = fakes(1);
    const engine = await pool.borrow(256);
    const abort = new AbortController();
    const leaving = pool.borrow(256, abort.signal);
    const staying = pool.borrow(256);
    abort.abort();
    await expect(leaving).rejects.toMatchObject({ name: 'AbortError' });
    pool.giveBack(engine);
    expect(await staying).toBe(engine);
  });

  it('lets a borrower wait for an engine that is not ready yet rather than start another one', async () => {
    const { pool, started } = fakes(2);
    const [closing, ready] = [await pool.borrow(256), await pool.borrow(256)];
    const { promise, resolve } = Promise.withResolvers<void>();
    pool.giveBack(ready);
    pool.giveBack(closing, promise);
    expect(await pool.borrow(256)).toBe(ready);
    let lent: typeof closing | undefined;
    const waiting = pool.borrow(256).then((engine) => {
      lent = engine;
    });
    await new Promise(setImmediate);
    expect(lent).toBeUndefined();
    resolve();
    await waiting;
    expect(lent).toBe(closing);
    expect(started).toHaveLength(2);
  });

  it('starts another engine for one that died before it was ready', async () => {
    const { pool, started } = fakes(1);
    const dying = await pool.borrow(256);
    pool.giveBack(dying, dying.end());
    expect(await pool.borrow(256)).not.toBe(dying);
    expect(started).toHaveLength(2);
  });

  it('has room again after a start that failed', async () => {
    let fail = true;
    const pool = enginePool(
      async (memoryMb) => {
        if (fail) throw new Error('no memory');
        return { memoryMb, alive: () => true, end: async () => {} };
      },
      () => 1,
    );
    await expect(pool.borrow(256)).rejects.toThrow('no memory');
    fail = false;
    expect(await pool.borrow(256)).toMatchObject({ memoryMb: 256 });
  });
});
