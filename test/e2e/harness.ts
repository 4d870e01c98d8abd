import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message as QueueMessage,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { STAGES, type StageName } from '#shared/contract/identifiers.ts';
import { runPrefix } from '#shared/contract/keys.ts';
import { endpointSettings } from '../../local/endpoint-settings.ts';
import { type Provisioned, provision } from '../../local/provision.ts';

/** The embedded SQS and S3 in a process of its own, and worker processes that can be killed. */
export type Harness = Provisioned & {
  endpoint: string;
  sqs: SQSClient;
  s3: S3Client;
  putDocument(name: string, body: Uint8Array | string): Promise<string>;
  put(key: string, body: string): Promise<void>;
  send(stage: StageName, body: unknown, group?: string): Promise<void>;
  /** A JSON object of a run's folder, undefined when absent. */
  read(runId: string, name: string): Promise<Record<string, unknown> | undefined>;
  keys(prefix: string): Promise<string[]>;
  /** Waits until the stage has a result. */
  result(runId: string, stage: StageName, seconds?: number): Promise<Record<string, unknown>>;
  /** Takes all messages of the dead-letter queue. */
  deadLetters(stage: StageName): Promise<QueueMessage[]>;
  /** Waits until no message is visible or in flight in any of the four queues. */
  drained(seconds?: number): Promise<void>;
  startWorker(variables?: Record<string, string>): Promise<WorkerProcess>;
  close(): Promise<void>;
};

export type WorkerProcess = { kill(signal?: NodeJS.Signals): Promise<void>; output(): string };

const ROOT = `${import.meta.dirname}/../..`;

/** Short delays and leases, so that what takes minutes in production takes a second here. */
export const FAST = {
  FIRST_RETRY_DELAY_SECONDS: '1',
  LEASE_MARGIN_SECONDS: '1',
  WORKER_LEASE_SECONDS: '3',
  LOG_LEVEL: 'WARN',
};

export async function startHarness(options: { visibilitySeconds?: number } = {}): Promise<Harness> {
  const aws = spawn(process.execPath, ['local/embedded-aws-main.ts'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { endpoint } = JSON.parse(await firstLine(aws)) as { endpoint: string };
  const stack = await provision(endpoint, { visibilitySeconds: options.visibilitySeconds ?? 3 });
  const sqs = new SQSClient(endpointSettings(endpoint));
  const s3 = new S3Client({ ...endpointSettings(endpoint), forcePathStyle: true });
  const workers: WorkerProcess[] = [];

  const harness: Harness = {
    ...stack,
    endpoint,
    sqs,
    s3,
    async put(key, body) {
      await s3.send(new PutObjectCommand({ Bucket: stack.bucket, Key: key, Body: body }));
    },
    async putDocument(name, body) {
      await s3.send(
        new PutObjectCommand({ Bucket: stack.bucket, Key: `documents/${name}`, Body: Buffer.from(body) }),
      );
      return name;
    },
    async send(stage, body, group) {
      const MessageBody = typeof body === 'string' ? body : JSON.stringify(body);
      const QueueUrl = stack.queues[stage].url;
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, MessageGroupId: group }));
    },
    async read(runId, name) {
      const Key = `${runPrefix('default', runId)}${name}`;
      try {
        const found = await s3.send(new GetObjectCommand({ Bucket: stack.bucket, Key }));
        return JSON.parse((await found.Body?.transformToString()) ?? 'null');
      } catch (error) {
        if ((error as Error).name === 'NoSuchKey') return undefined;
        throw error;
      }
    },
    async keys(prefix) {
      const listed = await s3.send(new ListObjectsV2Command({ Bucket: stack.bucket, Prefix: prefix }));
      return (listed.Contents ?? []).map((object) => object.Key ?? '');
    },
    async result(runId, stage, seconds = 30) {
      const look = () => harness.read(runId, `${stage}.json`);
      return await poll(seconds, `${stage} of run ${runId}`, look).catch((error: Error) => {
        const output = workers.map((worker) => worker.output().slice(-2000)).join('\n');
        throw new Error(`${error.message}; the workers said:\n${output}`);
      });
    },
    async deadLetters(stage) {
      const taken: QueueMessage[] = [];
      const QueueUrl = stack.queues[stage].dlqUrl;
      for (;;) {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
        );
        if (Messages.length === 0) return taken;
        taken.push(...Messages);
        for (const { ReceiptHandle } of Messages) {
          await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
        }
      }
    },
    async drained(seconds = 30) {
      await poll(seconds, 'empty queues', async () =>
        (await messagesLeft(sqs, stack)) === 0 ? true : undefined,
      );
    },
    async startWorker(variables = {}) {
      const worker = await startWorker({ ...workerVariables(endpoint, stack), ...FAST, ...variables });
      workers.push(worker);
      return worker;
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.kill()));
      sqs.destroy();
      s3.destroy();
      const ended = new Promise((resolve) => aws.once('exit', resolve));
      aws.kill('SIGKILL');
      await ended;
    },
  };
  return harness;
}

/** What a container gets: the queues' URLs by stage, the bucket, and any SDK's own variables. */
export function workerVariables(endpoint: string, stack: Provisioned): Record<string, string> {
  const variables: Record<string, string> = {
    BUCKET_NAME: stack.bucket,
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
  for (const stage of STAGES) {
    variables[`QUEUE_URL_${stage.toUpperCase()}`] = stack.queues[stage].url;
    variables[`DEAD_LETTER_QUEUE_URL_${stage.toUpperCase()}`] = stack.queues[stage].dlqUrl;
  }
  return variables;
}

async function startWorker(variables: Record<string, string>): Promise<WorkerProcess> {
  const child = spawn(process.execPath, ['functions/worker/main.ts'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (output += data));
  return {
    output: () => output,
    async kill(signal = 'SIGKILL') {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill(signal);
      await ended;
    },
  };
}

/** Calls `look` until it gives something. */
export async function poll<T>(seconds: number, what: string, look: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`Waited ${seconds} s in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function messagesLeft(sqs: SQSClient, stack: Provisioned): Promise<number> {
  let left = 0;
  for (const stage of STAGES) {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: stack.queues[stage].url, AttributeNames: ['All'] }),
    );
    left += Number(Attributes.ApproximateNumberOfMessages ?? 0);
    left += Number(Attributes.ApproximateNumberOfMessagesNotVisible ?? 0);
    left += Number(Attributes.ApproximateNumberOfMessagesDelayed ?? 0);
  }
  return left;
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('The embedded AWS process has no standard output');
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error('The embedded AWS process ended before it told its endpoint');
}
