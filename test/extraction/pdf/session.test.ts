import { expect, it } from 'vitest';
import { borrowFreeEngine, limitEngines, returnEngine } from '#shared/extraction/pdf/pool.ts';
import { openPdf } from '#shared/extraction/pdf/session.ts';

const MEMORY_MB = 128;

it('closes a document that has no pages before the engine is lent again', async () => {
  limitEngines(1);
  const bytes = new TextEncoder().encode('%PDF-1.4\n1 0 obj\n<< >>\nendobj\n');
  await expect(openPdf({ bytes, memoryMb: MEMORY_MB, timeoutMs: 20_000 })).rejects.toMatchObject({
    retryable: false,
  });
  const engine = await borrowFreeEngine(MEMORY_MB);
  // Its size is told with the answer to `close`; an engine that has grown too large is not kept.
  expect(engine?.heapMb()).toBeGreaterThan(0);
  if (engine) returnEngine(engine);
});
