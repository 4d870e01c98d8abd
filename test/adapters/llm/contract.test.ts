import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CompletionRequest, LanguageModel } from '#shared/adapters/llm/types.ts';
import type { TaskError } from '#shared/contract/errors.ts';
import { type TestRegistry, testRegistry } from '../support/registry.ts';
import { startWireServer, type WireRequest, type WireServer } from '../support/wire-server.ts';
import { bedrockWire, openAiWire, type Wire } from './wire.ts';

const PROVIDERS: { name: string; wire: Wire; instance(url: string): Record<string, unknown> }[] = [
  {
    name: 'openai_compatible',
    wire: openAiWire,
    instance: (url) => ({
      provider: 'openai_compatible',
      settings: { api_base: `${url}/v1`, model: 'qwen3:8b', timeout: 0.4, context_window: 32_000 },
      secrets: { api_key: 'env:TEST_KEY' },
    }),
  },
  {
    name: 'openai by its upstream id',
    wire: openAiWire,
    instance: (url) => ({
      provider: 'openai|502ecf49-e47c-445c-9907-6d4b90c5cd17',
      settings: { api_base: `${url}/v1`, model: 'gpt-4o-mini', timeout: 0.4, max_tokens: 4096 },
      secrets: { api_key: 'env:TEST_KEY' },
    }),
  },
  {
    name: 'azure',
    wire: openAiWire,
    instance: (url) => ({
      provider: 'azureopenai',
      settings: { azure_endpoint: url, api_version: '2024-10-21', model: 'gpt-4o', timeout: 0.4 },
      secrets: { api_key: 'env:TEST_KEY' },
    }),
  },
  {
    name: 'bedrock with access keys',
    wire: bedrockWire,
    instance: (url) => ({
      provider: 'bedrock',
      settings: {
        auth_type: 'access_keys',
        region_name: 'us-east-1',
        endpoint_url: url,
        model: 'amazon.nova-lite-v1:0',
        timeout: 0.4,
      },
      secrets: { aws_access_key_id: 'env:TEST_ID', aws_secret_access_key: 'env:TEST_SECRET' },
    }),
  },
  {
    name: 'bedrock with a bearer token',
    wire: bedrockWire,
    instance: (url) => ({
      provider: 'bedrock|8d18571f-5e96-4505-bd28-ad0379c64064',
      settings: {
        auth_type: 'bearer_token',
        region_name: 'us-east-1',
        endpoint_url: url,
        model: 'us.amazon.nova-pro-v1:0',
        timeout: 0.4,
      },
      secrets: { aws_bearer_token: 'env:TEST_KEY' },
    }),
  },
];

const SCHEMA = {
  type: 'object',
  properties: { total: { type: ['number', 'null'] } },
  required: ['total'],
  additionalProperties: false,
};
const REQUEST: CompletionRequest = {
  reason: 'extraction',
  promptName: 'total',
  system: 'You read invoices.',
  prefix: 'CONTEXT OF THE DOCUMENT',
  prompt: 'What is the total?',
};

type Answer = (response: ServerResponse, request: WireRequest) => void;

describe.each(PROVIDERS)('a language model: $name', ({ wire, instance }) => {
  let server: WireServer;
  let answer: Answer;
  let setup: TestRegistry;
  let model: LanguageModel;

  beforeEach(async () => {
    Object.assign(process.env, { TEST_KEY: 'key-1', TEST_ID: 'AKIDEXAMPLE', TEST_SECRET: 'secret-1' });
    server = await startWireServer((request, response) => answer(response, request));
    setup = await testRegistry({ 'llm-1': { kind: 'llm', ...instance(server.url) } });
    model = (await setup.registry.llm('llm-1')) as LanguageModel;
  });
  afterEach(() => server.close());

  const failure = async (request: CompletionRequest = REQUEST): Promise<TaskError> =>
    model.complete(request).then(
      () => expect.fail('the call should have failed'),
      (error) => error,
    );

  test('makes one authorised request with system, context and question in this order', async () => {
    answer = (response, request) =>
      wire.say(response, request, { text: '10.00', tokens: { input: 120, output: 4, cached: 64 } });
    const completion = await model.complete(REQUEST);

    expect(completion).toEqual({ text: '10.00', finishReason: 'stop', model: model.model });
    expect(server.requests).toHaveLength(1);
    const heard = wire.hear(server.requests[0] as WireRequest);
    expect(heard).toMatchObject({
      model: model.model,
      system: REQUEST.system,
      authorised: true,
      schema: undefined,
    });
    expect(heard.user).toBe('CONTEXT OF THE DOCUMENT\n\nWhat is the total?');
    expect(heard.maxTokens).toBe(4096);
    expect(setup.usage).toMatchObject([
      {
        usage_type: 'llm',
        model_name: model.model,
        adapter_instance_id: 'llm-1',
        run_id: 'run-1',
        execution_id: 'execution-1',
        llm_usage_reason: 'extraction',
        prompt_name: 'total',
        prompt_tokens: 120,
        completion_tokens: 4,
        total_tokens: 124,
        cached_tokens: 64,
        status: 'SUCCESS',
        attempt: 2,
      },
    ]);
  });

  test('asks for JSON of the schema and gives the parsed value', async () => {
    answer = (response, request) => wire.say(response, request, { text: '{"total": 10.5}' });
    const completion = await model.complete({ ...REQUEST, schema: SCHEMA, maxTokens: 77 });
    expect(completion).toMatchObject({ object: { total: 10.5 }, repaired: false, finishReason: 'stop' });
    const heard = wire.hear(server.requests[0] as WireRequest);
    expect(heard.schema).toMatchObject({ properties: SCHEMA.properties, required: ['total'] });
    expect(heard.maxTokens).toBe(77);
  });

  test('repairs broken JSON and says so', async () => {
    answer = (response, request) => wire.say(response, request, { text: "Sure:\n{'total': 10.5,}" });
    const completion = await model.complete({ ...REQUEST, schema: SCHEMA });
    expect(completion).toMatchObject({ object: { total: 10.5 }, repaired: true });
  });

  test('does not hide that an answer was cut off', async () => {
    answer = (response, request) => wire.say(response, request, { text: '{"total": 10', finish: 'length' });
    const completion = await model.complete({ ...REQUEST, schema: SCHEMA });
    expect(completion).toMatchObject({ finishReason: 'length', repaired: true });
  });

  test('gives no object where the text holds none', async () => {
    answer = (response, request) => wire.say(response, request, { text: 'I cannot tell.' });
    const completion = await model.complete({ ...REQUEST, schema: SCHEMA });
    expect(completion).not.toHaveProperty('object');
    expect(completion.text).toBe('I cannot tell.');
  });

  test.each([
    ['retry-after in seconds', { 'retry-after': '7' }, 7],
    ['retry-after-ms', { 'retry-after-ms': '2500', 'retry-after': '9' }, 2.5],
    ['no header', {}, undefined],
  ])('reports throttling: %s', async (_, headers, seconds) => {
    answer = (response) =>
      wire.fail(response, 429, { code: 'ThrottlingException', message: 'slow down' }, headers);
    const error = await failure();
    expect(error).toMatchObject({ code: 'llm_rate_limited', retryable: true, throttled: true });
    expect(error.retryAfter).toBe(seconds);
    expect(server.requests).toHaveLength(1);
    expect(setup.usage).toMatchObject([
      { status: 'ERROR', prompt_tokens: 0, cost_in_dollars: 0, attempt: 2 },
    ]);
  });

  test('understands Retry-After as a date', async () => {
    const date = new Date(Date.now() + 30_000).toUTCString();
    answer = (response) =>
      wire.fail(response, 429, { code: 'rate_limit_exceeded', message: '' }, { 'retry-after': date });
    expect((await failure()).retryAfter).toBeGreaterThan(27);
  });

  test.each([
    [500, 'InternalServerException', 'oh', 'llm_unavailable', true],
    [503, 'ServiceUnavailableException', 'oh', 'llm_unavailable', true],
    [401, 'UnrecognizedClientException', 'bad key', 'llm_auth_failed', false],
    [403, 'AccessDeniedException', 'no', 'llm_auth_failed', false],
    [400, 'ValidationException', 'malformed', 'llm_request_refused', false],
    [404, 'ResourceNotFoundException', 'no such model', 'llm_request_refused', false],
    [422, 'unprocessable', 'no', 'llm_request_refused', false],
    [400, 'ValidationException', 'Input is too long for requested model.', 'llm_context_exceeded', false],
    [
      400,
      'context_length_exceeded',
      "This model's maximum context length is 128000 tokens",
      'llm_context_exceeded',
      false,
    ],
    [302, 'moved', 'elsewhere', 'llm_request_refused', false],
  ])('HTTP %i %s %s → %s', async (status, code, message, expected, retryable) => {
    answer = (response) => wire.fail(response, status, { code, message });
    expect(await failure()).toMatchObject({ code: expected, retryable });
    expect(server.requests).toHaveLength(1);
    expect(setup.usage).toMatchObject([{ status: 'ERROR' }]);
  });

  test('ends a call that takes too long, with its price unknown', async () => {
    answer = () => {};
    const started = performance.now();
    const error = await failure();
    expect(error).toMatchObject({ code: 'llm_timeout', retryable: true });
    expect(performance.now() - started).toBeLessThan(3000);
    expect(setup.usage).toMatchObject([{ status: 'ERROR', cost_in_dollars: null }]);
  });

  test("ends at the caller's abort, with the caller's reason", async () => {
    answer = () => {};
    const controller = new AbortController();
    const reason = new Error('deadline');
    setTimeout(() => controller.abort(reason), 30);
    expect(await failure({ ...REQUEST, signal: controller.signal })).toBe(reason);
    expect(setup.usage).toMatchObject([{ status: 'ERROR', error_message: 'The call was aborted.' }]);
  });

  test.each<[string, Answer]>([
    ['HTML', (response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>')],
    ['an empty body', (response) => void response.writeHead(200).end()],
    ['JSON of another shape', (response) => void response.writeHead(200).end('{"choices":[],"output":{}}')],
    ['a lost connection', (response) => void response.destroy()],
    [
      'a body cut short',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '999' });
        response.write('{"id"');
        setTimeout(() => response.destroy(), 10);
      },
    ],
  ])('may try again after %s', async (_, broken) => {
    answer = broken;
    expect(await failure()).toMatchObject({ code: 'llm_unavailable', retryable: true });
    expect(server.requests).toHaveLength(1);
  });

  test('may try again when nobody listens', async () => {
    await server.close();
    expect(await failure()).toMatchObject({ code: 'llm_unavailable', retryable: true });
  });

  test('tells neither secret nor prompt in errors, ledger and log', async () => {
    const quote = 'You sent key-1 and secret-1 with CONTEXT OF THE DOCUMENT';
    answer = (response) => wire.fail(response, 400, { code: quote, message: quote });
    const error = await failure();
    const told = `${inspect(error, { depth: 20 })} ${JSON.stringify(setup.usage)} ${setup.logged()}`;
    expect(told).not.toMatch(/key-1|secret-1|CONTEXT/);
  });
});
