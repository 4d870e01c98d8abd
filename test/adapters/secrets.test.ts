import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { SecretReference, secretReader } from '#shared/adapters/secrets.ts';
import { type AwsServer, awsServerVariables, startAwsServer } from './support/aws-server.ts';

let aws: AwsServer;
const saved = { ...process.env };
beforeAll(async () => {
  aws = await startAwsServer();
  Object.assign(process.env, awsServerVariables(aws));
});
beforeEach(() => aws.reset());
afterAll(async () => {
  process.env = saved;
  await aws.close();
});

test('reads parameters decrypted, secrets whole or by key, and the environment', async () => {
  const arn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:psw/llm-AbCdEf';
  aws.parameters['/psw/key'] = 'from ssm\n';
  aws.secrets['psw/plain'] = 'whole';
  aws.secrets[arn] = '{"api_key":"by key"}';
  process.env.TEST_SECRET_VALUE = 'from env';
  const { read } = secretReader();
  expect(await read('ssm:/psw/key')).toBe('from ssm');
  expect(await read('secretsmanager:psw/plain')).toBe('whole');
  expect(await read(`secretsmanager:${arn}#api_key`)).toBe('by key');
  expect(await read('env:TEST_SECRET_VALUE')).toBe('from env');
});

test('asks once for five minutes, also when asked at the same time, and keeps no failure', async () => {
  let now = 0;
  const { read } = secretReader(() => now);
  await expect(read('ssm:/psw/late')).rejects.toThrow();
  aws.parameters['/psw/late'] = 'there';
  aws.requests.length = 0;
  expect(await Promise.all([read('ssm:/psw/late'), read('ssm:/psw/late')])).toEqual(['there', 'there']);
  now += 299_000;
  await read('ssm:/psw/late');
  expect(aws.requests).toHaveLength(1);
  now += 2_000;
  await read('ssm:/psw/late');
  expect(aws.requests).toHaveLength(2);
});

test.each([
  ['ssm:/psw/none', 'secret_not_found', false],
  ['ssm:/psw/denied', 'secret_denied', false],
  ['ssm:/psw/busy', 'secret_throttled', true],
  ['ssm:/psw/broken', 'secret_unavailable', true],
  ['secretsmanager:none', 'secret_not_found', false],
  ['env:TEST_NOT_SET', 'secret_not_found', false],
])('%s → %s', async (reference, code, retryable) => {
  await expect(secretReader().read(reference)).rejects.toMatchObject({
    code,
    retryable,
    message: expect.stringContaining(reference),
  });
});

test.each(['{"other":"x"}', 'not json', '{"api_key":7}', 'null', '[]'])(
  'a JSON secret without the key: %s',
  async (value) => {
    aws.secrets['psw/json'] = value;
    const failure = secretReader().read('secretsmanager:psw/json#api_key');
    await expect(failure).rejects.toMatchObject({ code: 'secret_not_found' });
    await expect(failure).rejects.not.toMatchObject({ message: expect.stringContaining(value) });
  },
);

test.each([
  'sk-abc',
  'AKIAIOSFODNN7EXAMPLE',
  'ssm:name',
  'http://x',
  'env:',
  'env:A B',
  'secretsmanager:',
  '',
])('"%s" is no reference', (text) => expect(SecretReference.safeParse(text).success).toBe(false));
