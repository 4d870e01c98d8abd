import { expect, it } from 'vitest';
import type { LayoutOptions } from '#shared/extraction/pdf/layout/types.ts';
import { readPages } from '#shared/extraction/pdf/read-pages.ts';
import type { PdfSession } from '#shared/extraction/pdf/session.ts';
import { EngineDied } from '#shared/extraction/threads/thread.ts';

const LAYOUT: LayoutOptions = {
  outputMode: 'text',
  lineSplitterTolerance: undefined,
  horizontalStretchFactor: 1,
  markVerticalLines: false,
  markHorizontalLines: false,
};

it('ends with an error only when no engine reads any more, so that all can be lent again', async () => {
  const events: string[] = [];
  const slow = Promise.withResolvers<void>();
  const session = (ask: PdfSession['ask']): PdfSession => ({
    pageCount: 120,
    repaired: false,
    ask,
    page: () => 0,
    revive: async () => undefined,
    another: async () =>
      session(async () => {
        events.push('died');
        if (events.length === 5) setTimeout(slow.resolve, 20);
        throw new EngineDied('died');
      }),
    deadline: () => Number.POSITIVE_INFINITY,
    countEarlierWork: () => undefined,
    close: async () => undefined,
  });
  const first = session(async () => {
    await slow.promise;
    events.push('first engine is free');
  });
  const selected = Array.from({ length: 60 }, (_none, index) => index + 1);
  await expect(readPages(first, selected, { layout: LAYOUT, ocr: 'never' })).rejects.toMatchObject({
    code: 'limit_exceeded',
  });
  events.push('over');
  expect(events.slice(-2)).toEqual(['first engine is free', 'over']);
});
