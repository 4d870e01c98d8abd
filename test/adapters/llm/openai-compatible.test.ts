import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LanguageModel } from '#shared/adapters/llm/types.ts';
import { secretReader } from '#shared/adapters/secrets.ts';
import { testRegistry } from '../support/registry.ts';
import { sendJson, startWireServer, type WireServer } from '../support/wire-server.ts';
import { openAiWire } from './wire.ts';

const SCHEMA = {
  type: 'object',
  properties: { a: { type: 'string' } },
  required: ['a'],
  additionalProperties: false,
};
const ASK = { reason: 'extraction', prompt: 'Tell a.' } as const;

let server: WireServer;
let say: Record<string, unknown>;

beforeEach(async () => {
  process.env.TEST_KEY = 'key-1';
  say = {};
  server = await startWireServer((request, response) => {
    if (Object.keys(say).length > 0) return sendJson(response, 200, say);
    openAiWire.say(response, request, { text: '{"a":"b"}' });
  });
});
afterEach(() => server.close());

async function modelOf(provider: string, settings: object, secrets: object = { api_key: 'env:TEST_KEY' }) {
  const setup = await testRegistry({
    m: { kind: 'llm', provider, settings: { model: 'm', ...settings }, secrets },
  });
  return { setup, model: (await setup.registry.llm('m')) as LanguageModel };
}
const sent = (nth = 0) => JSON.parse(server.requests[nth]?.body ?? '{}');

describe('addresses', () => {
  test.each([
    ['ollama', (url: string) => ({ base_url: url }), '/v1/chat/completions'],
    ['ollama', (url: string) => ({ base_url: `${url}/v1/` }), '/v1/chat/completions'],
    ['vllm', (url: string) => ({ api_base: `${url}/v1` }), '/v1/chat/completions'],
    ['azureopenai', (url: string) => ({ azure_endpoint: `${url}/` }), '/openai/v1/chat/completions'],
    [
      'azureopenai',
      (url: string) => ({ azure_endpoint: url, api_version: '2024-10-21', deployment_name: 'dep 1' }),
      '/openai/deployments/dep%201/chat/completions?api-version=2024-10-21',
    ],
  ])('%s %#', async (provider, settings, path) => {
    const { model } = await modelOf(provider, settings(server.url));
    await model.complete(ASK);
    expect(server.requests[0]?.path).toBe(path);
  });

  test('a server of unknown address is refused with the name of the setting', async () => {
    await expect(modelOf('openai_compatible', {})).rejects.toMatchObject({
      code: 'invalid_adapter_configuration',
      message: expect.stringContaining('settings.api_base'),
    });
  });

  test('needs no key where the server wants none, and sends none', async () => {
    const { model } = await modelOf('ollama', { base_url: server.url }, {});
    await model.complete(ASK);
    expect(server.requests[0]?.headers.authorization).toBeUndefined();
  });

  test('names the key that is missing', async () => {
    await expect(modelOf('openai', {}, {})).rejects.toMatchObject({
      message: expect.stringContaining('secrets.api_key'),
    });
  });
});

test('asks for no longer an answer than the prompt leaves room for in the window', async () => {
  const { model } = await modelOf('vllm', { api_base: `${server.url}/v1`, context_window: 8192 });
  await model.complete(ASK);
  await model.complete({ ...ASK, prefix: 'word '.repeat(5500) });
  expect(sent(0).max_tokens).toBe(4096);
  // vLLM refuses a request whose prompt and max_tokens exceed the window together.
  expect(sent(1).max_tokens).toBeGreaterThan(500);
  expect(sent(1).max_tokens).toBeLessThan(8192 - 5500);
});

describe('structured output', () => {
  test('is strict only for schemas that strict mode takes', async () => {
    const { model } = await modelOf('vllm', { api_base: `${server.url}/v1` });
    await model.complete({ ...ASK, schema: SCHEMA });
    await model.complete({ ...ASK, schema: { ...SCHEMA, required: [] } });
    await model.complete({
      ...ASK,
      schema: {
        type: 'object',
        properties: { list: { type: 'array', items: { properties: {} } } },
        required: ['list'],
        additionalProperties: false,
      },
    });
    expect([0, 1, 2].map((nth) => sent(nth).response_format.json_schema.strict)).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('falls back to JSON mode with the schema in words, and to words alone', async () => {
    const json = await modelOf('openai_compatible', { api_base: server.url, structured_outputs: false });
    const words = await modelOf('openai_compatible', {
      api_base: server.url,
      structured_outputs: false,
      json_mode: false,
    });
    for (const { model } of [json, words]) {
      expect(await model.complete({ ...ASK, schema: SCHEMA })).toMatchObject({ object: { a: 'b' } });
    }
    expect(sent(0).response_format).toEqual({ type: 'json_object' });
    expect(sent(1)).not.toHaveProperty('response_format');
    expect(sent(1).messages[0].content).toContain(JSON.stringify(SCHEMA));
  });
});

describe('parameters', () => {
  test("OpenAI's newer names, and no temperature for models that refuse one", async () => {
    const { model } = await modelOf('openai', {
      api_base: server.url,
      model: 'gpt-5.4',
      reasoning_effort: 'low',
    });
    await model.complete({ ...ASK, temperature: 0 });
    expect(sent()).toMatchObject({ max_completion_tokens: 4096, reasoning_effort: 'low' });
    expect(sent()).not.toHaveProperty('max_tokens');
    expect(sent()).not.toHaveProperty('temperature');
  });

  test('limits known from settings, price list and table', async () => {
    const windows = [
      ['ollama', { model: 'qwen3:8b' }, 4096],
      ['ollama', { model: 'qwen3:8b', context_window: 3900 }, 3900],
      ['openai', { model: 'gpt-4o' }, 128_000],
      ['vllm', { model: 'somebody/some-model' }, 8192],
      ['mistral', { model: 'mistral-large-latest' }, 128_000],
    ] as const;
    for (const [provider, settings, window] of windows) {
      const { model } = await modelOf(provider, settings);
      expect([provider, model.contextWindow]).toEqual([provider, window]);
      expect(model.maxOutputTokens).toBe(Math.min(4096, Math.floor(window / 2)));
    }
  });
});

describe('replies', () => {
  test('usage is estimated where the server reports none, and marked so', async () => {
    say = { choices: [{ message: { content: 'some words' }, finish_reason: 'stop' }] };
    const { model, setup } = await modelOf('vllm', { api_base: server.url });
    await model.complete({ ...ASK, prefix: 'word '.repeat(100) });
    expect(setup.usage[0]).toMatchObject({
      tokens_estimated: true,
      status: 'SUCCESS',
      cost_in_dollars: null,
    });
    expect(setup.usage[0]?.prompt_tokens).toBeGreaterThan(80);
  });

  test('thoughts in front of an answer are no part of it', async () => {
    say = {
      choices: [{ message: { content: '<think>{"a":1}?</think>\n{"a":"b"}' }, finish_reason: 'stop' }],
    };
    const { model } = await modelOf('vllm', { api_base: server.url });
    expect(await model.complete({ ...ASK, schema: SCHEMA })).toMatchObject({
      object: { a: 'b' },
      text: '{"a":"b"}',
    });
  });

  test('a known model has a price', async () => {
    const { model, setup } = await modelOf('openai', { api_base: server.url, model: 'gpt-4o-mini' });
    await model.complete(ASK);
    // 100 prompt and 10 completion tokens at 0.15 and 0.60 dollars a million.
    expect(setup.usage[0]?.cost_in_dollars).toBeCloseTo(0.000_021, 9);
  });
});

test('a rotated key is taken up: the kept one is refused once, then read anew', async () => {
  let now = 0;
  let valid = 'key-1';
  const strict = await startWireServer((request, response) =>
    request.headers.authorization === `Bearer ${valid}`
      ? openAiWire.say(response, request, { text: 'ok' })
      : openAiWire.fail(response, 401, { code: 'invalid_api_key', message: 'no' }),
  );
  const instance = { kind: 'llm', provider: 'vllm', settings: { model: 'm', api_base: strict.url } };
  const setup = await testRegistry(
    { m: { ...instance, secrets: { api_key: 'env:TEST_KEY' } } },
    { secrets: secretReader(() => now) },
  );
  const model = (await setup.registry.llm('m')) as LanguageModel;
  expect((await model.complete(ASK)).text).toBe('ok');

  valid = 'key-2';
  process.env.TEST_KEY = 'key-2';
  now += 60_000;
  await expect(model.complete(ASK)).rejects.toMatchObject({ code: 'llm_auth_failed', retryable: true });
  expect((await model.complete(ASK)).text).toBe('ok');

  // A key that was read just now and is refused is wrong, not outdated.
  valid = 'key-3';
  await expect(model.complete(ASK)).rejects.toMatchObject({ code: 'llm_auth_failed', retryable: false });
  await strict.close();
});
