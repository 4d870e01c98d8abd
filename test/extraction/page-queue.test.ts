import { describe, expect, it } from 'vitest';
import { pageQueue } from '#shared/extraction/pdf/page-queue.ts';

const pages = Array.from({ length: 30 }, (_none, index) => index + 1);

describe('the queue of pages', () => {
  it('hands all pages out once, in order, in batches that become smaller towards the end', async () => {
    const queue = pageQueue(pages);
    const batches: number[][] = [];
    for (let batch = queue.next(); batch.length > 0; batch = queue.next()) {
      batches.push(batch);
      await queue.timed(batch.length, Promise.resolve());
    }
    await queue.settled;
    expect(batches.flat()).toEqual(pages);
    expect(batches.at(-1)).toHaveLength(1);
    expect(batches.length).toBeGreaterThan(3);
  });

  it('hands pages out again that were put back', async () => {
    const queue = pageQueue([1, 2, 3]);
    const first = queue.next();
    queue.putBack(first);
    await queue.timed(1, Promise.resolve());
    expect(queue.hasMore()).toBe(true);
    expect(queue.next()).toEqual([1]);
  });

  it('hands nothing out any more once it is enough or a batch has failed', async () => {
    let over = false;
    const queue = pageQueue(pages, () => over);
    expect(queue.next()).not.toEqual([]);
    over = true;
    expect(queue.next()).toEqual([]);

    const failing = pageQueue(pages);
    failing.next();
    await expect(failing.timed(1, Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(failing.next()).toEqual([]);
    const settled = await Promise.race([failing.settled.then(() => 'settled'), Promise.resolve('open')]);
    expect(settled).toBe('open');
  });
});
