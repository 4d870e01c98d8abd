import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LanguageModel } from '#shared/adapters/llm/types.ts';
import { testRegistry } from '../support/registry.ts';
import { startWireServer, type WireServer } from '../support/wire-server.ts';
import { bedrockWire } from './wire.ts';

const ASK = { reason: 'extraction', prompt: 'Tell a.' } as const;
const PREFIX = 'context '.repeat(1000);

let server: WireServer;
beforeEach(async () => {
  Object.assign(process.env, { TEST_KEY: 'key-1', TEST_ID: 'AKIDEXAMPLE', TEST_SECRET: 'secret-1' });
  server = await startWireServer((request, response) =>
    bedrockWire.say(response, request, { text: '{"a":"b"}' }),
  );
});
afterEach(() => {
  delete process.env.AWS_BEARER_TOKEN_BEDROCK;
  return server.close();
});

async function modelOf(settings: object, secrets: object = { aws_bearer_token: 'env:TEST_KEY' }) {
  const base = { auth_type: 'bearer_token', region_name: 'us-east-1', endpoint_url: server.url };
  const instance = { kind: 'llm', provider: 'bedrock', settings: { ...base, ...settings }, secrets };
  const setup = await testRegistry({ m: instance });
  return { setup, model: (await setup.registry.llm('m')) as LanguageModel };
}
const sent = (nth = 0) => JSON.parse(server.requests[nth]?.body ?? '{}');

test('the end of the stable prefix is a cache point, where the model takes one and it is worth it', async () => {
  const nova = await modelOf({ model: 'us.amazon.nova-lite-v1:0' });
  await nova.model.complete({ ...ASK, prefix: PREFIX });
  expect(sent(0).messages[0].content).toEqual([
    { text: PREFIX },
    { cachePoint: { type: 'default' } },
    { text: 'Tell a.' },
  ]);
  await nova.model.complete({ ...ASK, prefix: 'short' });
  const titan = await modelOf({ model: 'amazon.titan-text-express-v1' });
  await titan.model.complete({ ...ASK, prefix: PREFIX });
  const off = await modelOf({ model: 'us.amazon.nova-lite-v1:0', prompt_caching: false });
  await off.model.complete({ ...ASK, prefix: PREFIX });
  for (const nth of [1, 2, 3]) expect(JSON.stringify(sent(nth))).not.toContain('cachePoint');
});

test('Claude keeps a schema by itself where Bedrock offers it, other models by a forced tool', async () => {
  const schema = {
    type: 'object',
    properties: { a: { type: 'string' } },
    required: ['a'],
    additionalProperties: false,
  };
  const claude = await modelOf({ model: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0' });
  expect(await claude.model.complete({ ...ASK, schema })).toMatchObject({ object: { a: 'b' } });
  expect(sent(0).additionalModelRequestFields.output_config.format.schema.required).toEqual(['a']);
  const nova = await modelOf({ model: 'amazon.nova-lite-v1:0' });
  // The server sends a sentence before the tool call, as Bedrock may; it is no part of the answer.
  expect(await nova.model.complete({ ...ASK, schema })).toMatchObject({
    object: { a: 'b' },
    text: '{"a":"b"}',
  });
  expect(sent(1).toolConfig.tools[0].toolSpec.name).toBe('json');
});

test('a model that takes no forced tool is asked for the schema in words', async () => {
  const schema = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] };
  const llama = await modelOf({ model: 'meta.llama3-8b-instruct-v1:0', structured_outputs: false });
  await llama.model.complete({ ...ASK, schema });
  expect(sent(0).toolConfig).toBeUndefined();
  expect(sent(0).messages[0].content.at(-1).text).toContain('"required":["a"]');
});

test('the price and the window of a Bedrock model are known', async () => {
  const { model, setup } = await modelOf({ model: 'amazon.nova-lite-v1:0' });
  expect(model.contextWindow).toBe(300_000);
  await model.complete(ASK);
  // 100 and 10 tokens at 0.06 and 0.24 dollars a million.
  expect(setup.usage[0]?.cost_in_dollars).toBeCloseTo(0.000_008_4, 9);
});

test('access keys are used even where the environment has a bearer token for other purposes', async () => {
  process.env.AWS_BEARER_TOKEN_BEDROCK = 'not-for-this-adapter';
  const { model } = await modelOf(
    { auth_type: 'access_keys', model: 'amazon.nova-lite-v1:0' },
    { aws_access_key_id: 'env:TEST_ID', aws_secret_access_key: 'env:TEST_SECRET' },
  );
  await model.complete(ASK);
  expect(bedrockWire.hear(server.requests[0] as never).authorised).toBe(true);
  expect(server.requests[0]?.headers.authorization).toMatch(/^AWS4-HMAC-SHA256 /);
});

test('the role of the process signs, session token included', async () => {
  const saved = { ...process.env };
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'AKIDROLE',
    AWS_SECRET_ACCESS_KEY: 'secret-1',
    AWS_SESSION_TOKEN: 'session',
  });
  // A region of its own, as the process keeps the credentials of each.
  const { model } = await modelOf(
    { auth_type: 'iam_role', region_name: 'eu-west-3', model: 'amazon.nova-lite-v1:0' },
    {},
  );
  await model.complete(ASK);
  process.env = saved;
  expect(server.requests[0]?.headers['x-amz-security-token']).toBe('session');
  expect(server.requests[0]?.headers.authorization).toContain('AKIDROLE');
  expect(bedrockWire.hear(server.requests[0] as never).authorised).toBe(true);
});

test('names the secret that an auth_type needs', async () => {
  await expect(modelOf({ auth_type: 'access_keys', model: 'm' }, {})).rejects.toMatchObject({
    code: 'invalid_adapter_configuration',
    message: expect.stringContaining('secrets.aws_access_key_id and secrets.aws_secret_access_key'),
  });
});
