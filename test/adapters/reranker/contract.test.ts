import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RerankerAdapter } from '#shared/adapters/reranker/types.ts';
import { type TestRegistry, testRegistry } from '../support/registry.ts';
import { hasValidSignature } from '../support/sigv4.ts';
import { sendJson, startWireServer, type WireRequest, type WireServer } from '../support/wire-server.ts';

type Ranked = { index: number; score: number };

/** How a protocol carries the question in and the order out. */
type Wire = {
  path: string;
  read(body: Record<string, never>): { query: unknown; documents: unknown; most: unknown };
  send(response: ServerResponse, ranked: Ranked[], tokens?: number): void;
};

const results = (ranked: Ranked[]) => ranked.map(({ index, score }) => ({ index, relevance_score: score }));
const plain = ({ query, documents, top_n }: Record<string, never>) => ({ query, documents, most: top_n });

const cohere: Wire = {
  path: '/v2/rerank',
  read: plain,
  send: (response, ranked) =>
    sendJson(response, 200, {
      id: '1',
      results: results(ranked),
      meta: { api_version: { version: '2' }, billed_units: { search_units: 1 } },
    }),
};
const jina: Wire = {
  path: '/v1/rerank',
  read: plain,
  send: (response, ranked, tokens) =>
    sendJson(response, 200, { model: 'm', results: results(ranked), usage: { total_tokens: tokens } }),
};
const voyage: Wire = {
  path: '/v1/rerank',
  read: ({ query, documents, top_k }) => ({ query, documents, most: top_k }),
  send: (response, ranked, tokens) =>
    sendJson(response, 200, { object: 'list', data: results(ranked), usage: { total_tokens: tokens } }),
};
const bedrockWire: Wire = {
  path: '/rerank',
  // biome-ignore lint/suspicious/noExplicitAny: a foreign body
  read: (body: any) => ({
    query: body.queries[0].textQuery.text,
    documents: body.sources.map(
      (source: { inlineDocumentSource: { textDocument: { text: string } } }) =>
        source.inlineDocumentSource.textDocument.text,
    ),
    most: body.rerankingConfiguration.bedrockRerankingConfiguration.numberOfResults,
  }),
  send: (response, ranked) =>
    sendJson(response, 200, {
      results: ranked.map(({ index, score }) => ({ index, relevanceScore: score })),
    }),
};

const rest = (provider: string, base: string) => (url: string) => ({
  provider,
  settings: { api_base: `${url}${base}`, model: 'rerank-1', timeout: 0.4 },
  secrets: { api_key: 'env:TEST_RERANK_KEY' },
});

const PROVIDERS: {
  name: string;
  wire: Wire;
  reportsTokens: boolean;
  isAuthorised(request: WireRequest): boolean;
  instance(url: string): Record<string, unknown>;
}[] = [
  ...(
    [
      ['cohere', cohere, '/v2', false],
      ['jina', jina, '/v1', true],
      ['voyage', voyage, '/v1', true],
      ['vllm', jina, '/v1', true],
      ['coherecompatible', cohere, '/v2', false],
    ] as const
  ).map(([name, wire, base, reportsTokens]) => ({
    name,
    wire,
    reportsTokens,
    isAuthorised: ({ headers }: WireRequest) => headers.authorization === 'Bearer the-key',
    instance: rest(name, base),
  })),
  {
    name: 'bedrock',
    wire: bedrockWire,
    reportsTokens: false,
    isAuthorised: (request) => hasValidSignature(request, 'the-key'),
    instance: (url) => ({
      provider: 'bedrock',
      settings: {
        auth_type: 'access_keys',
        region_name: 'us-east-1',
        endpoint_url: url,
        model: 'amazon.rerank-v1:0',
        timeout: 0.4,
      },
      secrets: { aws_access_key_id: 'env:TEST_ID', aws_secret_access_key: 'env:TEST_RERANK_KEY' },
    }),
  },
];

let server: WireServer;
let reply: (request: WireRequest, response: ServerResponse) => void;
beforeEach(async () => {
  server = await startWireServer((request, response) => reply(request, response));
  process.env.TEST_RERANK_KEY = 'the-key';
  process.env.TEST_ID = 'AKIDEXAMPLE';
});
afterEach(() => server.close());

describe.each(PROVIDERS)('$name', ({ wire, reportsTokens, isAuthorised, instance }) => {
  const DOCUMENTS = ['about cats', 'about dogs', 'about birds', 'über Bären 🐻'];
  let bench: TestRegistry;
  let adapter: RerankerAdapter;
  beforeEach(async () => {
    bench = await testRegistry({ order: { kind: 'reranker', ...instance(server.url) } });
    adapter = await bench.registry.reranker('order');
  });

  test('sends question and documents once, and gives the best first', async () => {
    // Out of order, as nothing forbids.
    reply = (_request, response) =>
      wire.send(
        response,
        [
          { index: 0, score: 0.2 },
          { index: 3, score: 0.9 },
          { index: 1, score: 0.2 },
        ],
        77,
      );
    const ranked = await adapter.rerank('bears?', DOCUMENTS, { most: 3, promptName: 'animal' });
    expect(ranked).toEqual([
      { index: 3, score: 0.9 },
      { index: 0, score: 0.2 },
      { index: 1, score: 0.2 },
    ]);
    const [request] = server.requests as [WireRequest];
    expect(server.requests).toHaveLength(1);
    expect([request.method, request.path]).toEqual(['POST', wire.path]);
    expect(wire.read(JSON.parse(request.body))).toEqual({ query: 'bears?', documents: DOCUMENTS, most: 3 });
    expect(isAuthorised(request)).toBe(true);
    expect(bench.usage).toMatchObject([
      {
        usage_type: 'reranker',
        model_name: adapter.model,
        adapter_instance_id: 'order',
        prompt_name: 'animal',
        status: 'SUCCESS',
        completion_tokens: 0,
        embedding_tokens: 0,
      },
    ]);
    expect(bench.usage[0]?.prompt_tokens).toBe(reportsTokens ? 77 : bench.usage[0]?.total_tokens);
    expect(bench.usage[0]?.total_tokens).toBeGreaterThan(0);
    expect(bench.usage[0]?.tokens_estimated).toBe(reportsTokens ? undefined : true);
  });

  test('asks nobody about no documents', async () => {
    expect(await adapter.rerank('bears?', [], { most: 3 })).toEqual([]);
    expect([server.requests, bench.usage]).toEqual([[], []]);
  });

  test.each([
    [429, 'reranker_rate_limited', true],
    [503, 'reranker_unavailable', true],
    [403, 'reranker_auth_failed', false],
    [400, 'reranker_request_refused', false],
  ])('HTTP %i is %s', async (status, code, retryable) => {
    reply = (_request, response) =>
      sendJson(response, status, { message: 'secret prose about bears' }, { 'retry-after': '3' });
    const failed = adapter.rerank('bears?', DOCUMENTS, { most: 2 });
    await expect(failed).rejects.toMatchObject({ code, retryable });
    await expect(failed).rejects.toThrow(/Adapter "order".*HTTP/);
    await expect(failed).rejects.not.toThrow(/bears|the-key/);
    expect(bench.usage).toMatchObject([{ usage_type: 'reranker', status: 'ERROR', total_tokens: 0 }]);
  });

  test('a reply that is none may be tried again; one that ranks what was not given may not', async () => {
    reply = (_request, response) => response.end('<html>');
    await expect(adapter.rerank('q', DOCUMENTS, { most: 2 })).rejects.toMatchObject({
      code: 'reranker_unavailable',
    });
    for (const ranked of [
      [{ index: 4, score: 1 }],
      [
        { index: 1, score: 1 },
        { index: 1, score: 0.5 },
      ],
    ]) {
      reply = (_request, response) => wire.send(response, ranked);
      await expect(adapter.rerank('q', DOCUMENTS, { most: 2 })).rejects.toMatchObject({
        code: 'reranker_invalid_reply',
      });
    }
  });

  test('gives up after its time-out, and when it is told to', async () => {
    reply = () => {};
    await expect(adapter.rerank('q', DOCUMENTS, { most: 2 })).rejects.toMatchObject({
      code: 'reranker_timeout',
    });
    const abort = new AbortController();
    const waiting = adapter.rerank('q', DOCUMENTS, { most: 2, signal: abort.signal });
    abort.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });
});

describe('configuration', () => {
  test.each([
    [{ provider: 'coherecompatible', settings: { model: 'm' } }, 'api_base is missing'],
    [{ provider: 'jina', settings: { model: 'm' } }, 'secrets.api_key is missing'],
    [
      { provider: 'cohere', settings: { modell: 'm' }, secrets: { api_key: 'env:X' } },
      'Did you mean "model"',
    ],
    [{ provider: 'coher', settings: { model: 'm' } }, 'Did you mean "cohere"'],
  ])('%o is refused', async (instance, message) => {
    const { registry } = await testRegistry({ order: { kind: 'reranker', ...instance } });
    await expect(registry.reranker('order')).rejects.toMatchObject({
      code: 'invalid_adapter_configuration',
      message: expect.stringContaining(message),
    });
  });

  test('another kind is no reranker', async () => {
    const { registry } = await testRegistry({});
    await expect(registry.reranker('embedded-reader')).rejects.toMatchObject({ code: 'unknown_adapter' });
    await expect(registry.reranker('nobody')).rejects.toMatchObject({ code: 'unknown_adapter' });
  });
});
