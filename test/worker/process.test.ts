import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Client, createClient } from '../../client/index.ts';
import { type EmbeddedAws, startEmbeddedAws } from '../../local/embedded-aws.ts';
import { endpointSettings } from '../../local/endpoint-settings.ts';
import { type Provisioned, provision } from '../../local/provision.ts';

const MAIN = fileURLToPath(new URL('../../functions/worker/main.ts', import.meta.url));

let aws: EmbeddedAws;
let stack: Provisioned;
let client: Client;
let sqs: SQSClient;
const children: ChildProcess[] = [];

beforeAll(async () => {
  aws = await startEmbeddedAws();
  stack = await provision(aws.endpoint);
  sqs = new SQSClient(endpointSettings(aws.endpoint));
  const s3 = new S3Client({ ...endpointSettings(aws.endpoint), forcePathStyle: true });
  client = createClient({
    bucket: stack.bucket,
    queueUrls: { extraction: stack.queues.extraction.url },
    sqs,
    s3,
  });
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => aws.close());

function startWorker(extra: Record<string, string | undefined> = {}) {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      ...process.env,
      AWS_ENDPOINT_URL: aws.endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      BUCKET_NAME: stack.bucket,
      ...Object.fromEntries(
        Object.entries(stack.queues).flatMap(([stage, { url, dlqUrl }]) => [
          [`QUEUE_URL_${stage.toUpperCase()}`, url],
          [`DEAD_LETTER_QUEUE_URL_${stage.toUpperCase()}`, dlqUrl],
        ]),
      ),
      WORKER_STAGES: 'extraction',
      WORKER_LEASE_SECONDS: '2',
      LEASE_MARGIN_SECONDS: '1',
      ...extra,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  const output = { text: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output.text += chunk;
    });
  }
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
  const started = () => expect.poll(() => output.text, { timeout: 10_000 }).toContain('worker started');
  return { child, output, ended, started };
}

const submit = (text: string) =>
  client.submit({
    file: { name: 'note.txt', bytes: Buffer.from(text) },
    outputs: [{ name: 'text' }],
    tool_settings: {},
    pipeline: ['extraction'],
  });

async function inFlightAndWaiting(): Promise<string[]> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: stack.queues.extraction.url,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return Object.values(Attributes);
}

test('works on its stages, and SIGTERM ends it at once when idle', async () => {
  const worker = startWorker();
  const run = await submit('Order 4711');
  const results = await client.wait(run, { timeoutSeconds: 15 });
  expect(results.extraction).toMatchObject({
    status: 'success',
    extracted_text: expect.stringContaining('4711'),
  });
  await expect.poll(inFlightAndWaiting).toEqual(['0', '0']);
  const stoppedAt = performance.now();
  worker.child.kill('SIGTERM');
  expect(await worker.ended).toBe(0);
  expect(performance.now() - stoppedAt).toBeLessThan(3000);
  // Its aborted long polls must not swallow what comes next.
  const next = startWorker();
  const after = await submit('next');
  expect((await client.wait(after, { timeoutSeconds: 15 })).extraction?.status).toBe('success');
  next.child.kill('SIGTERM');
  expect(await next.ended).toBe(0);
});

test('SIGTERM lets the messages at work finish: none is left in flight', async () => {
  const worker = startWorker({ WORKER_CONCURRENCY: '3' });
  await worker.started();
  const runs = await Promise.all(
    Array.from({ length: 12 }, (_, index) => submit(`text ${index}\n`.repeat(20_000))),
  );
  await expect.poll(async () => (await inFlightAndWaiting())[1], { interval: 20 }).not.toBe('0');
  worker.child.kill('SIGTERM');
  expect(await worker.ended).toBe(0);
  const [waiting, inFlight] = await inFlightAndWaiting();
  expect(inFlight).toBe('0');
  const states = await Promise.all(runs.map(async (run) => (await client.status(run)).state));
  expect(states.filter((state) => state === 'succeeded')).toHaveLength(runs.length - Number(waiting));
  // What it did not take is there for the next one.
  startWorker();
  for (const run of runs) expect((await client.wait(run)).extraction?.status).toBe('success');
});

test('a killed worker’s message comes back when its lease ends', async () => {
  const worker = startWorker({ WORKER_CONCURRENCY: '1' });
  await worker.started();
  const run = await submit('slow text\n'.repeat(200_000));
  await expect.poll(async () => (await client.status(run)).state, { interval: 5 }).not.toBe('queued');
  worker.child.kill('SIGKILL');
  await worker.ended;
  expect((await client.status(run)).state).toBe('running');
  startWorker();
  const results = await client.wait(run, { timeoutSeconds: 20 });
  expect(results.extraction?.status).toBe('success');
});

test('a wrong environment ends with one line that names every variable', async () => {
  const worker = startWorker({ BUCKET_NAME: '', WORKER_CONCURRENCY: 'many' });
  expect(await worker.ended).toBe(2);
  expect(worker.output.text.trim().split('\n')).toHaveLength(1);
  expect(worker.output.text).toContain('WORKER_CONCURRENCY');
});

test('a queue that is away is asked again without a busy loop', async () => {
  const worker = startWorker({
    QUEUE_URL_EXTRACTION: `${aws.endpoint}/000000000000/absent`,
    WORKER_CONCURRENCY: '1',
  });
  await expect.poll(() => worker.output.text, { timeout: 10_000 }).toContain('queue not reachable');
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(worker.output.text.match(/queue not reachable/g)?.length).toBeLessThan(5);
  worker.child.kill('SIGTERM');
  expect(await worker.ended).toBe(0);
});
