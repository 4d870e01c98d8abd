import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EmbeddingAdapter } from '#shared/adapters/embedding/types.ts';
import { type TestRegistry, testRegistry } from '../support/registry.ts';
import { hasValidSignature } from '../support/sigv4.ts';
import { sendJson, startWireServer, type WireRequest, type WireServer } from '../support/wire-server.ts';

/** How a protocol carries texts in and vectors out. */
type Wire = {
  texts(request: WireRequest): string[];
  vectors(response: ServerResponse, vectors: number[][], tokens: number): void;
};

const openAi: Wire = {
  texts: ({ body }) => JSON.parse(body).input,
  // Out of order, as the protocol allows: the index tells.
  vectors: (response, vectors, tokens) =>
    sendJson(response, 200, {
      object: 'list',
      data: vectors.map((embedding, index) => ({ object: 'embedding', index, embedding })).reverse(),
      usage: { prompt_tokens: tokens, total_tokens: tokens },
    }),
};
const titan: Wire = {
  texts: ({ body }) => [JSON.parse(body).inputText],
  vectors: (response, [embedding], tokens) =>
    sendJson(response, 200, { embedding, inputTextTokenCount: tokens }),
};
const cohere: Wire = {
  texts: ({ body }) => JSON.parse(body).texts,
  vectors: (response, embeddings, tokens) =>
    sendJson(
      response,
      200,
      { embeddings, id: 'x', response_type: 'embeddings_floats' },
      { 'x-amzn-bedrock-input-token-count': String(tokens) },
    ),
};

const bedrock = (model: string) => (url: string) => ({
  provider: 'bedrock',
  settings: { auth_type: 'access_keys', region_name: 'us-east-1', endpoint_url: url, model, timeout: 0.4 },
  secrets: { aws_access_key_id: 'env:TEST_ID', aws_secret_access_key: 'env:TEST_SECRET' },
});

const PROVIDERS: {
  name: string;
  wire: Wire;
  dimensions: number;
  perCall: number;
  instance(url: string): { settings: object } & Record<string, unknown>;
}[] = [
  {
    name: 'openai',
    wire: openAi,
    dimensions: 1536,
    perCall: 2048,
    instance: (url) => ({
      provider: 'openai|717a0b0e-3bbc-41dc-9f0c-5689437a1151',
      settings: { api_base: url, model: 'text-embedding-3-small', timeout: 0.4 },
      secrets: { api_key: 'env:TEST_KEY' },
    }),
  },
  {
    name: 'ollama',
    wire: openAi,
    dimensions: 768,
    perCall: 5,
    instance: (url) => ({
      provider: 'ollama',
      settings: { base_url: url, model: 'nomic-embed-text', embed_batch_size: 5, timeout: 0.4 },
    }),
  },
  {
    name: 'bedrock titan',
    wire: titan,
    dimensions: 1024,
    perCall: 1,
    instance: bedrock('amazon.titan-embed-text-v2:0'),
  },
  {
    name: 'bedrock cohere',
    wire: cohere,
    dimensions: 1024,
    perCall: 96,
    instance: bedrock('cohere.embed-multilingual-v3'),
  },
];

/** A vector that only this text has, not of length 1. */
function vectorOf(text: string, dimensions: number): number[] {
  const seed = createHash('sha256').update(text).digest();
  return Array.from({ length: dimensions }, (_, i) => (seed[i % 32] as number) - 127.5 + i / dimensions);
}
const cosine = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  let dot = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < a.length; i++) {
    dot += (a[i] as number) * (b[i] as number);
    aa += (a[i] as number) ** 2;
    bb += (b[i] as number) ** 2;
  }
  return dot / Math.sqrt(aa * bb);
};

describe.each(PROVIDERS)('an embedding: $name', ({ wire, dimensions, perCall, instance }) => {
  let server: WireServer;
  let answer: (request: WireRequest, response: ServerResponse) => void;
  let setup: TestRegistry;
  let running = 0;
  let most = 0;

  const embed = (request: WireRequest, response: ServerResponse, size = dimensions) => {
    const texts = wire.texts(request);
    wire.vectors(
      response,
      texts.map((text) => vectorOf(text, size)),
      texts.length * 3,
    );
  };
  const adapterOf = async (settings: object = {}): Promise<EmbeddingAdapter> => {
    const { settings: base, ...rest } = instance(server.url);
    setup = await testRegistry({ e: { kind: 'embedding', ...rest, settings: { ...base, ...settings } } });
    return setup.registry.embedding('e');
  };

  beforeEach(async () => {
    Object.assign(process.env, { TEST_KEY: 'key-1', TEST_ID: 'AKIDEXAMPLE', TEST_SECRET: 'secret-1' });
    running = most = 0;
    answer = embed;
    server = await startWireServer(async (request, response) => {
      most = Math.max(most, ++running);
      response.on('close', () => running--);
      // Answers in another order than asked.
      await new Promise((resolve) => setTimeout(resolve, (server.requests.length % 3) * 4));
      answer(request, response);
    });
  });
  afterEach(() => server.close());

  test('keeps the order over batches, normalises, and enters every call in the ledger', async () => {
    const adapter = await adapterOf();
    expect(adapter).toMatchObject({ dimensions, semantic: true });
    const texts = Array.from({ length: 23 }, (_, i) => `text ${i}`);
    const vectors = await adapter.embed(texts);
    expect(vectors).toHaveLength(23);
    for (const [i, vector] of vectors.entries()) {
      expect(cosine(vector, vectorOf(`text ${i}`, dimensions))).toBeCloseTo(1, 5);
      expect(cosine(vector, vector) && Math.hypot(...vector)).toBeCloseTo(1, 5);
    }
    const calls = Math.ceil(23 / perCall);
    expect(server.requests).toHaveLength(calls);
    expect(setup.usage).toHaveLength(calls);
    expect(setup.usage.reduce((sum, { embedding_tokens }) => sum + embedding_tokens, 0)).toBe(69);
    expect(setup.usage[0]).toMatchObject({ usage_type: 'embedding', prompt_tokens: 0, status: 'SUCCESS' });
    expect(most).toBeLessThanOrEqual(4);
  });

  test('is authorised', async () => {
    await (await adapterOf()).embed(['a']);
    const { headers } = server.requests[0] as WireRequest;
    const expected = { openai: 'Bearer key-1', ollama: undefined }[setup.usage[0]?.provider as string];
    if (setup.usage[0]?.provider === 'bedrock') {
      expect(hasValidSignature(server.requests[0] as WireRequest, 'secret-1')).toBe(true);
    } else expect(headers.authorization).toBe(expected);
  });

  test('refuses vectors of other dimensions than announced', async () => {
    answer = (request, response) => embed(request, response, dimensions - 1);
    const failure = (await adapterOf()).embed(['a']);
    await expect(failure).rejects.toMatchObject({
      code: 'embedding_dimensions_mismatch',
      retryable: false,
      message: expect.stringContaining(`${dimensions - 1}`),
    });
  });

  test('refuses vectors without a direction', async () => {
    answer = (request, response) =>
      wire.vectors(
        response,
        wire.texts(request).map(() => new Array(dimensions).fill(0)),
        1,
      );
    await expect((await adapterOf()).embed(['a'])).rejects.toMatchObject({ code: 'embedding_invalid_reply' });
  });

  test('stops all batches at the first failure, and reports it', async () => {
    answer = (_, response) => sendJson(response, 429, { message: 'slow' }, { 'retry-after': '30' });
    const adapter = await adapterOf(perCall > 1 ? { embed_batch_size: 1 } : {});
    const failure = adapter.embed(Array.from({ length: 40 }, (_, i) => `t${i}`));
    await expect(failure).rejects.toMatchObject({
      code: 'embedding_rate_limited',
      throttled: true,
      retryAfter: 30,
    });
    expect(server.requests.length).toBeLessThanOrEqual(8);
    expect(setup.usage.every(({ status }) => status === 'ERROR')).toBe(true);
  });

  test('slows down where it is throttled, and sends only what was refused again', async () => {
    const adapter = await adapterOf(perCall > 1 ? { embed_batch_size: 2 } : {});
    const refused: string[] = [];
    let answers = 0;
    answer = (request, response) => {
      answers++;
      if (answers < 3 || answers > 6) return embed(request, response);
      refused.push(...wire.texts(request));
      sendJson(response, 429, { message: 'slow' }, { 'retry-after': '0' });
    };
    const texts = Array.from({ length: 24 }, (_, i) => `text ${i}`);
    const answered = new Map<number, Float32Array>();
    const vectors = await adapter.embed(texts, undefined, 'document', (from, some) => {
      for (const [i, vector] of some.entries()) answered.set(from + i, vector);
    });
    for (const [i, vector] of vectors.entries()) {
      expect(cosine(vector, vectorOf(`text ${i}`, dimensions))).toBeCloseTo(1, 5);
      expect(answered.get(i)).toEqual(vector);
    }
    const asked = server.requests.flatMap((request) => wire.texts(request));
    expect(asked.sort()).toEqual([...texts, ...refused].sort());
    expect(setup.usage.filter(({ status }) => status === 'ERROR')).toHaveLength(4);
  });

  test('finishes what is under way when a call fails, and tells what was answered', async () => {
    const adapter = await adapterOf({ ...(perCall > 1 && { embed_batch_size: 1 }), max_concurrency: 3 });
    answer = (request, response) =>
      wire.texts(request)[0] === 'text 1'
        ? sendJson(response, 500, { message: 'broken' })
        : setTimeout(() => embed(request, response), 30);
    const answered: number[] = [];
    const failure = adapter.embed(
      Array.from({ length: 30 }, (_, i) => `text ${i}`),
      undefined,
      'document',
      (from) => answered.push(from),
    );
    await expect(failure).rejects.toMatchObject({ code: 'embedding_unavailable' });
    expect(answered.sort()).toEqual([0, 2]);
    expect(server.requests).toHaveLength(3);
  });

  test("keeps its time-out and the caller's signal", async () => {
    answer = () => {};
    const adapter = await adapterOf();
    await expect(adapter.embed(['a'])).rejects.toMatchObject({ code: 'embedding_timeout', retryable: true });
    const reason = new Error('deadline');
    await expect(adapter.embed(['a'], AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  test('no texts, no call', async () => {
    expect(await (await adapterOf()).embed([])).toEqual([]);
    expect(server.requests).toHaveLength(0);
  });
});

test('cohere is told what is stored and what is asked, and never to cut a text', async () => {
  const server = await startWireServer((request, response) =>
    cohere.vectors(
      response,
      cohere.texts(request).map((text) => vectorOf(text, 1024)),
      1,
    ),
  );
  const setup = await testRegistry({
    e: { kind: 'embedding', ...bedrock('cohere.embed-english-v3')(server.url) },
  });
  const adapter = await setup.registry.embedding('e');
  await adapter.embed(['a']);
  await adapter.embed(['a'], undefined, 'query');
  const bodies = server.requests.map(({ body }) => JSON.parse(body));
  expect(bodies.map(({ input_type, truncate }) => [input_type, truncate])).toEqual([
    ['search_document', 'NONE'],
    ['search_query', 'NONE'],
  ]);
  await server.close();
});

test('a model of unknown dimensions needs them in its settings', async () => {
  const { registry } = await testRegistry({
    e: { kind: 'embedding', provider: 'vllm', settings: { model: 'somebody/embedder' } },
    f: { kind: 'embedding', ...bedrock('amazon.titan-embed-text-v2:0')('http://localhost') },
    g: {
      kind: 'embedding',
      provider: 'bedrock',
      settings: {
        auth_type: 'iam_role',
        region_name: 'us-east-1',
        model: 'amazon.titan-embed-text-v2:0',
        dimensions: 2000,
      },
    },
  });
  await expect(registry.embedding('e')).rejects.toMatchObject({
    message: expect.stringContaining('settings.dimensions'),
  });
  await expect(registry.embedding('g')).rejects.toMatchObject({
    message: expect.stringContaining('256, 512, 1024'),
  });
});
