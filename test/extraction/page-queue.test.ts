import { describe, expect, it } from 'vitest';
import { type PageQueue, pageQueue } from '#shared/extraction/pdf/page-queue.ts';

const pages = Array.from({ length: 30 }, (_none, index) => index + 1);

const waiting = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** The batches that one engine gets, which takes so long for each. */
async function handedOut(queue: PageQueue, milliseconds = 1): Promise<number[][]> {
  const batches: number[][] = [];
  for (let batch = queue.next(); batch.length > 0; batch = queue.next()) {
    batches.push([...batch]);
    await queue.timed(batch.length, waiting(milliseconds));
  }
  await queue.settled;
  return batches;
}

describe('the queue of pages', () => {
  it('hands all pages out once, in order, in batches that become smaller towards the end', async () => {
    const batches = await handedOut(pageQueue(pages, { readers: () => 2 }), 20);
    expect(batches.flat()).toEqual(pages);
    expect(batches.at(-1)).toHaveLength(1);
    expect(batches.length).toBeGreaterThan(3);
  });

  it('leaves nothing for others where there are none', async () => {
    expect(await handedOut(pageQueue([1, 2, 3]))).toEqual([[1, 2, 3]]);
  });

  it('shares the pages of engines that did not come', async () => {
    let readers = 3;
    const queue = pageQueue([1, 2, 3, 4], { readers: () => readers });
    expect(queue.next()).toEqual([1]);
    readers = 1;
    expect(queue.next()).toEqual([2, 3, 4]);
  });

  it('hands pages out again that were put back', async () => {
    const queue = pageQueue([1, 2, 3], { readers: () => 2 });
    const first = queue.next();
    queue.putBack(first);
    await queue.timed(1, waiting(20));
    expect(queue.hasMore()).toBe(true);
    expect(queue.next()).toEqual([1]);
  });

  it('hands nothing out any more once it is enough or a batch has failed', async () => {
    let over = false;
    const queue = pageQueue(pages, { enough: () => over });
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
