import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAdapterRegistry } from '#shared/adapters/create-registry.ts';
import type { StageContext } from '#shared/stage.ts';
import { type LlmServer, startLlmServer } from '../support/llm-server.ts';
import { openBench, type StageBench } from './stage-bench.ts';

const TEXT =
  'Invoice number:  HP-2026-00417\nTotal due (EUR)   10,674.89\nTerms: thirty days, and so on and on.\n';

let open: Awaited<ReturnType<typeof openBench>>;
let server: LlmServer;
let busy = false;
beforeAll(async () => {
  open = await openBench();
  server = await startLlmServer(({ prompt, schema }) => {
    if (busy) return { status: 429, headers: { 'retry-after': '3' } };
    if (prompt.includes('Your answer was cut off'))
      return { answer: ' and so on and on.", "quote": "Terms"}' };
    if (prompt.includes('Terms?')) return { answer: '{"value": "thirty days,', finishReason: 'length' };
    if (!schema) throw new Error('a schema is expected');
    if (prompt.includes('Total?')) return { answer: { value: 10674.89, quote: 'Total due (EUR) 10,674.89' } };
    return { answer: { value: 'HP-2026-00417', quote: 'Invoice number: HP-2026-00417' } };
  });
});
afterAll(async () => {
  await server.close();
  await open.close();
});

/** The real registry and the real OpenAI-compatible adapter, configured as a deployment would be. */
async function withRegistry(
  bench: StageBench,
): Promise<(ledger: StageContext['ledger']) => StageContext['adapters']> {
  await bench.objects.put(
    'adapters.json',
    JSON.stringify({
      gpt: {
        kind: 'llm',
        provider: 'openaicompatible',
        settings: { api_base: server.url, model: 'test-model' },
      },
    }),
  );
  return (ledger) =>
    createAdapterRegistry({
      reference: 's3://answers/adapters.json',
      objects: bench.objects,
      ledger,
      run: { run_id: 'run', attempt: 1 },
      log: { debug() {}, info() {}, warn() {}, error() {} },
    });
}

test('over HTTP: structured answers, a continuation, a throttle with Retry-After, one bill', async () => {
  const bench = await open.bench({
    text: TEXT,
    tool_settings: { llm: 'gpt' },
    outputs: [
      { name: 'number', prompt: 'Number?' },
      { name: 'total', prompt: 'Total?', type: 'number' },
      { name: 'terms', prompt: 'Terms?' },
    ],
  });
  const registry = await withRegistry(bench);
  busy = true;
  await expect(bench.attempt({ registry })).rejects.toMatchObject({
    code: 'llm_rate_limited',
    throttled: true,
    retryAfter: 3,
  });
  const failed = server.calls.length;
  busy = false;
  const { results, usage_records } = await bench.finish({ registry });
  expect(results.output).toEqual({
    number: 'HP-2026-00417',
    total: 10674.89,
    terms: 'thirty days, and so on and on.',
  });
  expect(results.metadata.fields.total).toMatchObject({ grounded: true, model: 'test-model' });
  expect(server.calls.length - failed).toBe(4);
  expect(usage_records).toHaveLength(server.calls.length);
  expect(usage_records.filter(({ status }) => status === 'ERROR')).toHaveLength(failed);
});
