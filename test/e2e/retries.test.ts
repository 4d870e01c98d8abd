import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { redriveDeadLetters } from '../../local/dead-letters.ts';
import { type LlmServer, type Reply, startLlmServer } from '../support/llm-server.ts';
import { type Harness, startHarness } from './harness.ts';
import { adaptersFor, callsOf, invoiceAnswer, invoiceMessage, invoicePdf, promptName } from './invoice.ts';

describe('a provider with moods', () => {
  let harness: Harness;
  let llm: LlmServer;
  /** What the provider does with the n-th call of a run before it answers. */
  const moods: Record<string, Reply[]> = {
    throttled: [{ status: 429, headers: { 'retry-after': '2' } }, { status: 500 }],
    gone: [{ status: 401 }],
    down: Array.from({ length: 20 }, () => ({ status: 503 })),
  };

  beforeAll(async () => {
    llm = await startLlmServer((call) => {
      const run =
        call.prompt
          .match(/<([a-z]+)>/g)
          ?.at(-1)
          ?.slice(1, -1) ?? '';
      return moods[run]?.shift() ?? { answer: invoiceAnswer(call), delayMs: 100 };
    });
    harness = await startHarness();
    await harness.put('config/adapters.json', adaptersFor(llm.url));
    await harness.putDocument('invoice.pdf', await invoicePdf());
    const ADAPTERS_REF = `s3://${harness.bucket}/config/adapters.json`;
    for (let index = 0; index < 3; index += 1) await harness.startWorker({ ADAPTERS_REF });
  });
  afterAll(async () => {
    await harness?.close();
    await llm?.close();
  });

  it('429 with Retry-After, then 500, then 200: comes back after the asked delay, all in the ledger', async () => {
    await harness.send('extraction', invoiceMessage('throttled', ['total']));
    const result = await harness.result('throttled', 'autogen', 60);
    expect(result).toMatchObject({ status: 'success' });
    const [first, second, third] = callsOf(llm, 'throttled');
    expect(callsOf(llm, 'throttled')).toHaveLength(3);
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1900);
    expect(third).toBeDefined();
    const usage = result.usage_records as { status: string }[];
    expect(usage.map((record) => record.status).sort()).toEqual(['ERROR', 'ERROR', 'SUCCESS']);
  }, 60_000);

  it('401: one typed permanent error, no second call', async () => {
    await harness.send('extraction', invoiceMessage('gone', ['total']));
    const result = await harness.result('gone', 'autogen', 60);
    expect(result).toMatchObject({ status: 'error', retryable: false, code: 'llm_auth_failed' });
    expect(callsOf(llm, 'gone')).toHaveLength(1);
  }, 60_000);

  it('down for good: gives up after the seed’s one retry; redrive succeeds once it is back', async () => {
    await harness.send('extraction', invoiceMessage('down', ['total']));
    const failed = await harness.result('down', 'autogen', 60);
    expect(failed).toMatchObject({ status: 'error', code: 'llm_unavailable', attempts: 2 });
    expect(callsOf(llm, 'down')).toHaveLength(2);
    moods.down = [];
    const wanted = { runId: 'down', limit: 10 };
    expect(await redriveDeadLetters(harness.sqs, 'autogen', harness.queues.autogen, wanted)).toHaveLength(1);
    await expect
      .poll(async () => (await harness.read('down', 'autogen.json'))?.status, {
        timeout: 30_000,
        interval: 200,
      })
      .toBe('success');
  }, 90_000);

  it('the same message three times at once: one result, one set of calls', async () => {
    const body = invoiceMessage('thrice', ['total', 'vendor', 'iban']);
    await Promise.all([1, 2, 3].map(() => harness.send('extraction', body)));
    expect(await harness.result('thrice', 'autogen', 60)).toMatchObject({ status: 'success' });
    await harness.drained(60);
    const asked = callsOf(llm, 'thrice').map((call) => promptName(call.prompt));
    expect(asked.sort()).toEqual(['iban', 'total', 'vendor']);
    expect(await harness.deadLetters('extraction')).toEqual([]);
  }, 120_000);
});
