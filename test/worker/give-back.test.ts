import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { runFolder } from '#shared/store/run-folder.ts';
import { s3ObjectStore } from '#shared/store/s3-objects.ts';
import { type Client, createClient } from '../../client/index.ts';
import { keepHeartbeat } from '../../functions/worker/heartbeat-file.ts';
import { type EmbeddedAws, startEmbeddedAws } from '../../local/embedded-aws.ts';
import { endpointSettings } from '../../local/endpoint-settings.ts';
import { type Provisioned, provision } from '../../local/provision.ts';
import { workerVariables } from '../e2e/harness.ts';
import { adaptersFor, invoiceAnswer } from '../e2e/invoice.ts';
import { type LlmServer, startLlmServer } from '../support/llm-server.ts';

const ROOT = `${import.meta.dirname}/../..`;
/** Longer than this file may take: what comes back sooner was given back. */
const LEASE_SECONDS = '120';

let aws: EmbeddedAws;
let stack: Provisioned;
let client: Client;
let sqs: SQSClient;
let s3: S3Client;
let llm: LlmServer;
let folder: string;
let isSlow = true;
const children: ChildProcess[] = [];

beforeAll(async () => {
  aws = await startEmbeddedAws();
  stack = await provision(aws.endpoint);
  sqs = new SQSClient(endpointSettings(aws.endpoint));
  s3 = new S3Client({ ...endpointSettings(aws.endpoint), forcePathStyle: true });
  const queueUrls = { extraction: stack.queues.extraction.url, autogen: stack.queues.autogen.url };
  client = createClient({ bucket: stack.bucket, queueUrls, sqs, s3 });
  const never = new Promise<never>(() => {});
  llm = await startLlmServer((call) => (isSlow ? never : { answer: invoiceAnswer(call) }));
  folder = await mkdtemp(join(tmpdir(), 'give-back-'));
  await writeFile(join(folder, 'adapters.json'), adaptersFor(llm.url));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  await llm.close();
  await aws.close();
  await rm(folder, { recursive: true });
});

function startWorker(variables: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['functions/worker/main.ts'], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      ...workerVariables(aws.endpoint, stack),
      WORKER_STAGES: 'autogen',
      WORKER_LEASE_SECONDS: LEASE_SECONDS,
      WORKER_STOP_SECONDS: '1',
      ADAPTERS_REF: `file:${join(folder, 'adapters.json')}`,
      ...variables,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
  return { child, ended };
}

test('SIGTERM gives back what does not finish in time: another process takes it up at once, and nothing is counted', async () => {
  const first = startWorker();
  const run = await client.submit({
    pipeline: ['autogen'],
    file_path: 'invoice.txt',
    extracted_text: 'Invoice number INV-1\nTotal 1,190.00',
    outputs: [{ name: 'total', prompt: '[total] What is the total?' }],
    tool_settings: { llm: 'model' },
  });
  await expect.poll(() => llm.calls.length, { timeout: 20_000 }).toBe(1);
  const askedAt = performance.now();
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  expect(performance.now() - askedAt).toBeLessThan(8000);

  const objects = s3ObjectStore({ client: s3, bucket: stack.bucket });
  const claim = await objects.get(`${runFolder(objects, 'default', run.run_id).prefix}autogen/claim.json`);
  expect(JSON.parse(Buffer.from(claim?.body ?? []).toString())).toMatchObject({
    state: 'waiting',
    attempt: 1,
    crashes: 0,
    throttles: 0,
  });
  isSlow = false;
  startWorker();
  const results = await client.wait(run, { timeoutSeconds: 20 });
  expect(results.autogen).toMatchObject({ status: 'success' });
  expect(llm.calls).toHaveLength(2);
}, 60_000);

test('touches its heartbeat file while its loops live, and only then', async () => {
  const file = join(folder, 'heartbeat');
  const worker = startWorker({ WORKER_HEARTBEAT_FILE: file });
  const age = async () => Date.now() - (await stat(file).catch(() => ({ mtimeMs: 0 }))).mtimeMs;
  await expect.poll(age, { timeout: 20_000 }).toBeLessThan(2000);
  await new Promise((resolve) => setTimeout(resolve, 6000));
  expect(await age()).toBeLessThan(6000);
  worker.child.kill('SIGSTOP');
  await new Promise((resolve) => setTimeout(resolve, 6000));
  expect(await age()).toBeGreaterThan(5500);
}, 60_000);

test('a loop that has hung lets the heartbeat file grow old', async () => {
  const file = join(folder, 'hung');
  let isAlive = true;
  keepHeartbeat(file, { isAlive: () => isAlive }, 20);
  await expect
    .poll(() =>
      stat(file).then(
        () => true,
        () => false,
      ),
    )
    .toBe(true);
  isAlive = false;
  await new Promise((resolve) => setTimeout(resolve, 50));
  const { mtimeMs } = await stat(file);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect((await stat(file)).mtimeMs).toBe(mtimeMs);
});

test('the image’s health check accepts a fresh heartbeat file, and refuses an old or absent one', async () => {
  const dockerfile = await readFile(join(ROOT, 'functions/worker/Dockerfile'), 'utf8');
  const [, command = ''] = /^HEALTHCHECK[^\n]*\\\n\s*CMD (.+)$/m.exec(dockerfile) ?? [];
  const file = join(folder, 'checked');
  const check = () =>
    spawnSync('/bin/sh', ['-c', command], { env: { PATH: process.env.PATH, WORKER_HEARTBEAT_FILE: file } })
      .status;
  expect(check()).not.toBe(0);
  await writeFile(file, '');
  expect(check()).toBe(0);
  const old = new Date(Date.now() - 90_000);
  await utimes(file, old, old);
  expect(check()).not.toBe(0);
});
