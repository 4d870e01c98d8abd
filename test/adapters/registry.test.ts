import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAdapterRegistry } from '#shared/adapters/create-registry.ts';
import { EMBEDDED } from '#shared/adapters/registry.ts';
import { createLedger } from '#shared/telemetry/ledger.ts';
import { type AwsServer, awsServerVariables, startAwsServer } from './support/aws-server.ts';
import { memoryObjects } from './support/memory-objects.ts';
import { testRegistry } from './support/registry.ts';

const LLM = { kind: 'llm', provider: 'ollama', settings: { model: 'm' } };
const log = { debug() {}, info() {}, warn() {}, error() {} };
const registryOf = (reference?: string, objects = memoryObjects()) =>
  createAdapterRegistry({
    ...(reference && { reference }),
    objects,
    ledger: createLedger(),
    run: { run_id: 'r', attempt: 1 },
    log,
  });

describe('built-in ids', () => {
  test('need no configuration, and stand in where none is named', async () => {
    const registry = registryOf();
    expect(await registry.embedding(undefined)).toMatchObject({
      id: EMBEDDED.embedding,
      provider: 'lexical-hash',
    });
    expect(await registry.vectorDb(undefined)).toMatchObject({
      id: EMBEDDED['vector-db'],
      provider: 'embedded',
    });
    expect(await registry.llm(undefined)).toMatchObject({ id: EMBEDDED.llm, kind: 'reader' });
    expect(await registry.x2text(undefined)).toMatchObject({ id: EMBEDDED.x2text });
    expect(await registry.embedding(EMBEDDED.embedding)).toBe(await registry.embedding(undefined));
  });

  test("may be had under ids of one's own", async () => {
    const { registry } = await testRegistry({ mine: { kind: 'embedding', provider: 'embedded' } });
    expect(await registry.embedding('mine')).toMatchObject({ id: 'mine', semantic: false });
  });
});

describe('ids that cannot be resolved', () => {
  test.each([
    ['without a configuration', undefined, /There is no llm adapter "x": ADAPTERS_REF is not set/],
    ['that is in no configuration', { y: LLM }, /There is no llm adapter "x": the adapter configuration s3:/],
    [
      'of another kind',
      { x: { kind: 'embedding', provider: 'embedded' } },
      /"x" is a embedding adapter, not llm/,
    ],
  ])('an id %s', async (_, document, message) => {
    const registry = document ? (await testRegistry(document)).registry : registryOf();
    await expect(registry.llm('x')).rejects.toMatchObject({
      code: 'unknown_adapter',
      retryable: false,
      message: expect.stringMatching(message),
    });
  });

  test.each(['__proto__', 'constructor', 'toString'])('"%s" is no adapter', async (id) => {
    const { registry } = await testRegistry({ y: LLM });
    await expect(registry.llm(id)).rejects.toMatchObject({ code: 'unknown_adapter' });
  });

  test('a built-in id of another kind', async () => {
    await expect(registryOf().llm(EMBEDDED.x2text)).rejects.toMatchObject({ code: 'unknown_adapter' });
  });
});

describe('wrong configuration names id and field, and no value', () => {
  test.each<[string, unknown, RegExp]>([
    ['no JSON', '{', /is not JSON/],
    ['a list', [LLM], /must be an object of adapters by id/],
    ['a wrong kind', { x: { ...LLM, kind: 'model' } }, /Adapter "x": kind: /],
    [
      'an unknown provider',
      { x: { ...LLM, provider: 'opnai' } },
      /no llm provider "opnai". Did you mean "openai"\?/,
    ],
    ['a provider of another kind', { x: { ...LLM, provider: 'postgres' } }, /no llm provider "postgres"/],
    [
      'a provider that is not built in',
      { x: { ...LLM, provider: 'anthropic|90ebd4cd-2f19-4cef-a884-9eeb6ac0f203' } },
      /"anthropic" is not built in/,
    ],
    [
      "another provider's upstream id",
      { x: { ...LLM, provider: 'openai|717a0b0e-3bbc-41dc-9f0c-5689437a1151' } },
      /no llm provider/,
    ],
    [
      'a mistyped setting',
      { x: { ...LLM, settings: { model: 'm', api_bse: 'http://h' } } },
      /settings.api_bse is not known. Did you mean "api_base"\?/,
    ],
    ['a mistyped field', { x: { ...LLM, setting: {} } }, /setting is not known. Did you mean "settings"\?/],
    ['a missing setting', { x: { ...LLM, settings: {} } }, /settings.model: /],
    [
      'several at once',
      { x: { ...LLM, settings: { timeout: -1, max_tokens: 'many' } } },
      /settings.model: .*settings.max_tokens: |settings.max_tokens: .*settings.model: /,
    ],
    [
      'a wrong address',
      { x: { ...LLM, settings: { model: 'm', base_url: 'file:///etc' } } },
      /settings.base_url: must be an http or https URL/,
    ],
    [
      'a secret in the settings',
      { x: { ...LLM, settings: { model: 'm', api_key: 'sk-secret' } } },
      /api_key is a secret; give it under "secrets"/,
    ],
    [
      'a secret by value',
      { x: { ...LLM, secrets: { api_key: 'sk-secret' } } },
      /secrets.api_key: must be a reference/,
    ],
    [
      'an unknown secret',
      { x: { ...LLM, secrets: { password: 'env:P' } } },
      /secrets.password is not a secret of ollama/,
    ],
  ])('%s', async (_, document, message) => {
    const { registry, logged } = await testRegistry(document);
    const error = await registry.llm('x').catch((reason) => reason);
    expect(error).toMatchObject({ code: 'invalid_adapter_configuration', retryable: false });
    expect(error.message).toMatch(message);
    expect(`${error.message} ${logged()}`).not.toContain('sk-secret');
  });

  test('one wrong adapter harms no other', async () => {
    const { registry } = await testRegistry({ wrong: { kind: 'llm' }, right: LLM });
    await expect(registry.llm('wrong')).rejects.toThrow();
    expect(await registry.llm('right')).toMatchObject({ id: 'right' });
  });
});

describe('where the configuration and the secrets stand', () => {
  let aws: AwsServer;
  let folder: string;
  const saved = { ...process.env };

  beforeAll(async () => {
    aws = await startAwsServer();
    folder = await mkdtemp(join(tmpdir(), 'adapters-'));
    Object.assign(process.env, awsServerVariables(aws));
  });
  beforeEach(() => aws.reset());
  afterAll(async () => {
    process.env = saved;
    await aws.close();
    await rm(folder, { recursive: true });
  });

  test('a file, read anew each time', async () => {
    const path = join(folder, 'adapters.json');
    await writeFile(path, JSON.stringify({ x: LLM }));
    expect(await registryOf(`file:${path}`).llm('x')).toMatchObject({ model: 'm' });
    await writeFile(path, JSON.stringify({ x: { ...LLM, settings: { model: 'other' } } }));
    expect(await registryOf(`file://${path}`).llm('x')).toMatchObject({ model: 'other' });
  });

  test('an SSM parameter, or the S3 object that it names', async () => {
    const objects = memoryObjects();
    await objects.put('config/adapters.json', JSON.stringify({ x: LLM }));
    aws.parameters['/psw/small'] = JSON.stringify({ x: LLM });
    aws.parameters['/psw/large'] = `s3://${objects.bucket}/config/adapters.json\n`;
    expect(await registryOf('ssm:/psw/small').llm('x')).toMatchObject({ id: 'x' });
    expect(await registryOf('ssm:/psw/large', objects).llm('x')).toMatchObject({ id: 'x' });
  });

  test.each([
    ['file:/nowhere/adapters.json', 'invalid_adapter_configuration', false],
    ['ssm:/psw/none', 'adapters_not_found', false],
    ['ssm:/psw/denied', 'adapters_denied', false],
    ['ssm:/psw/busy', 'adapters_throttled', true],
    ['ssm:/psw/broken', 'adapters_unavailable', true],
  ])('%s → %s', async (reference, code, retryable) => {
    await expect(registryOf(reference).llm('x')).rejects.toMatchObject({ code, retryable });
  });

  test('an object that does not exist', async () => {
    const objects = memoryObjects();
    const registry = registryOf(`s3://${objects.bucket}/none.json`, objects);
    await expect(registry.llm('x')).rejects.toMatchObject({ code: 'invalid_adapter_configuration' });
    // Not for ever: once it is there, it is found.
    await objects.put('none.json', JSON.stringify({ x: LLM }));
    expect(await registry.llm('x')).toMatchObject({ id: 'x' });
  });
});
