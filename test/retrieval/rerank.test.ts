import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RETRIEVAL_STRATEGIES } from '#shared/contract/tool-settings.ts';
import { retrieve } from '#shared/retrieval/retrieve.ts';
import { type TestRegistry, testRegistry } from '../adapters/support/registry.ts';
import { sendJson, startWireServer, type WireServer } from '../adapters/support/wire-server.ts';
import { type Bench, openBench } from '../chunking/support.ts';
import { askOn, FACTS } from './support.ts';

type Body = { query: string; documents: string[]; top_n: number };

let bench: Bench;
let server: WireServer;
let rerankers: TestRegistry;
/** What the server does with each call, in turn; the last one for all that follow. */
let behaviours: ((body: Body) => { status?: number; headers?: object; results?: object[] })[];

/** Puts first what has the word. */
const preferring =
  (word: string) =>
  ({ documents, top_n }: Body) => ({
    results: documents
      .map((text, index) => ({ index, relevance_score: text.includes(word) ? 0.9 : 0.1 - index / 1000 }))
      .sort((a, b) => b.relevance_score - a.relevance_score)
      .slice(0, top_n),
  });
const failing =
  (status: number, headers = {}) =>
  () => ({ status, headers });

beforeAll(async () => {
  bench = await openBench();
  server = await startWireServer((request, response) => {
    const behave = behaviours.length > 1 ? behaviours.shift() : behaviours[0];
    const { status = 200, headers = {}, ...body } = behave?.(JSON.parse(request.body)) ?? {};
    sendJson(response, status, body, headers);
  });
  rerankers = await testRegistry({
    order: {
      kind: 'reranker',
      provider: 'coherecompatible',
      settings: { api_base: server.url, model: 'r' },
    },
  });
});
afterAll(async () => {
  await server?.close();
  await bench?.close();
});
beforeEach(() => {
  server.requests.length = 0;
  rerankers.usage.length = 0;
});

/** Asks with the reranker named by the output, or by the tool. */
async function ask(question: string, { topK = 1, byTool = false } = {}) {
  const found = await askOn(bench, question, 'hybrid', { topK, output: { embedding: undefined } });
  return retrieveWith(found, byTool ? 'tool' : 'output');
}

/** Retrieves again, now with the reranker. */
function retrieveWith({ request, ctx }: Awaited<ReturnType<typeof askOn>>, named: 'tool' | 'output') {
  const adapters = { ...ctx.adapters, reranker: (id: string) => rerankers.registry.reranker(id) };
  const byTool = { ...request.task, tool_settings: { reranker: 'order' } };
  const byOutput = { ...request.output, reranker: 'order' };
  const asked = named === 'tool' ? { ...request, task: byTool } : { ...request, output: byOutput };
  return retrieve(asked, { ...ctx, adapters });
}

const bodies = () => server.requests.map(({ body }) => JSON.parse(body) as Body);

describe('a reranker', () => {
  it.each([false, true])('orders four times as many as asked for (named by the tool: %s)', async (byTool) => {
    behaviours = [preferring('cafeteria')];
    // BM25 prefers the warranty; the cafeteria shares one common word.
    const { passages, warnings } = await ask('warranty parts twenty two lunch noon', { topK: 1, byTool });
    expect(passages).toMatchObject([
      { rank: 1, score: 0.9, strategy: 'hybrid', arms: ['bm25', 'reranker'], chunkId: 'c000008' },
    ]);
    expect(passages[0]?.text).toContain(FACTS[8]);
    expect(warnings).toEqual([]);
    const [body] = bodies();
    expect(body?.query).toBe('warranty parts twenty two lunch noon');
    expect(body?.documents.length).toBeGreaterThan(1);
    expect(body?.documents.length).toBeLessThanOrEqual(4);
    expect(body?.top_n).toBe(1);
    expect(rerankers.usage).toMatchObject([{ usage_type: 'reranker', prompt_name: 'a', status: 'SUCCESS' }]);
  });

  it('drops nothing that it says nothing of', async () => {
    behaviours = [({ documents }) => ({ results: [{ index: documents.length - 1, relevance_score: 0.7 }] })];
    const { passages } = await ask('warranty lunch Invoices', { topK: 3 });
    expect(passages).toHaveLength(3);
    expect(passages.filter(({ arms }) => arms.includes('reranker'))).toMatchObject([{ rank: 1, score: 0.7 }]);
    behaviours = [() => ({ results: [] })];
    expect((await ask('warranty lunch Invoices', { topK: 3 })).passages).toHaveLength(3);
  });

  it('is asked again when it is busy', async () => {
    behaviours = [failing(503), failing(429, { 'retry-after': '1' }), preferring('lunch')];
    const { passages, warnings } = await ask('warranty lunch');
    expect(passages[0]?.text).toContain('lunch');
    expect(warnings).toEqual([]);
    expect(server.requests).toHaveLength(3);
    expect(rerankers.usage.map(({ status }) => status)).toEqual(['ERROR', 'ERROR', 'SUCCESS']);
  });

  it.each([
    [failing(500), 3, 'reranker_unavailable'],
    [failing(429, { 'retry-after': '60' }), 1, 'reranker_rate_limited'],
    [failing(401), 1, 'reranker_auth_failed'],
    [() => ({ results: [{ index: 99, relevance_score: 1 }] }), 1, 'reranker_invalid_reply'],
  ])('that fails leaves the order as it was and says so: %o, %i calls, %s', async (behave, calls, code) => {
    behaviours = [behave];
    const { passages, warnings } = await ask('warranty covers parts lunch');
    expect(passages).toMatchObject([{ arms: ['bm25'], text: expect.stringContaining('warranty') }]);
    expect(warnings).toEqual([expect.stringContaining(code)]);
    expect(warnings[0]).not.toContain('warranty');
    expect(server.requests).toHaveLength(calls);
  });

  it('that is not configured stops the run', async () => {
    const { request, ctx } = await askOn(bench, 'warranty', 'hybrid');
    const asked = { ...request, output: { ...request.output, reranker: 'nobody' } };
    await expect(retrieve(asked, ctx)).rejects.toMatchObject({ code: 'unknown_adapter' });
  });

  it.each(RETRIEVAL_STRATEGIES)('serves %s', async (strategy) => {
    behaviours = [preferring('Visitors')];
    bench.models.answer({
      route: 'detail',
      questions: ['When are invoices due?', 'Where do visitors register?'],
    });
    const question = 'When are invoices due, and where do visitors register?';
    const found = await askOn(bench, question, strategy, { topK: 2, output: { llm: 'large' } });
    const { passages, warnings } = await retrieveWith(found, 'output');
    expect(warnings).toEqual([]);
    expect(passages.find(({ rank }) => rank === 1)?.text).toContain('Visitors');
    expect(bodies()).toHaveLength(1);
  });
});
