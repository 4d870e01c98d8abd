import { S3Client } from '@aws-sdk/client-s3';
import {
  DeleteMessageCommand,
  type Message as QueueMessage,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SendMessageCommandInput,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import type { AdapterRegistry } from '#shared/adapters/registry.ts';
import type { StageName } from '#shared/contract/identifiers.ts';
import { parseEnvironment } from '#shared/environment.ts';
import { NO_PLUGINS } from '#shared/plugins/plugin-set.ts';
import { createWorker, type Worker } from '#shared/runtime/create-worker.ts';
import type { LeaseKind } from '#shared/runtime/lease.ts';
import type { Stage } from '#shared/stage.ts';
import type { ObjectStore } from '#shared/store/objects.ts';
import { runFolder } from '#shared/store/run-folder.ts';
import { s3ObjectStore } from '#shared/store/s3-objects.ts';
import { stderrTelemetry } from '#shared/telemetry/stderr-telemetry.ts';
import { sqsRecord } from '../../functions/worker/sqs-record.ts';
import { startEmbeddedAws } from '../../local/embedded-aws.ts';
import { endpointSettings } from '../../local/endpoint-settings.ts';
import { type Provisioned, provision } from '../../local/provision.ts';

/** Real SQS and S3 of one test file, and workers on them. */
export type Bench = Provisioned & {
  sqs: SQSClient;
  s3: S3Client;
  objects: ObjectStore;
  logs: Record<string, unknown>[];
  metrics: Record<string, number[]>;
  /** What was sent through the SDK; the embedded SQS gives no group id back. */
  sent: SendMessageCommandInput[];
  worker<S extends StageName>(stage: S, work: Stage<S>, options?: WorkerSettings): Worker;
  send(stage: StageName, body: unknown, attributes?: Record<string, string>): Promise<void>;
  /** Messages that are visible now, as records. */
  receive(stage: StageName, settings?: { dead?: boolean; waitSeconds?: number }): Promise<SQSRecord[]>;
  /** Hands records to the worker, deletes what it acknowledged. */
  invoke(
    worker: Worker,
    stage: StageName,
    records: SQSRecord[],
    remainingMs?: number,
  ): Promise<SQSBatchResponse>;
  /** Receives and invokes until nothing came for `idleSeconds`. */
  drive(
    worker: Worker,
    stage: StageName,
    settings?: { idleSeconds?: number; remainingMs?: number },
  ): Promise<number>;
  /** A JSON document of a run of the default organisation. */
  read(runId: string, name: string): Promise<Record<string, unknown> | undefined>;
  write(runId: string, name: string, value: unknown): Promise<void>;
  deadLetters(stage: StageName): Promise<SQSRecord[]>;
  close(): Promise<void>;
};

export type WorkerSettings = {
  variables?: Record<string, string>;
  lease?: LeaseKind;
  objects?: ObjectStore;
  registry?: AdapterRegistry;
};

const unused = async (): Promise<never> => {
  throw new Error('This test uses no adapter');
};
export const NO_ADAPTERS: AdapterRegistry = {
  llm: unused,
  embedding: unused,
  vectorDb: unused,
  x2text: unused,
  reranker: unused,
};

export async function startBench(): Promise<Bench> {
  const aws = await startEmbeddedAws();
  const stack = await provision(aws.endpoint);
  const settings = endpointSettings(aws.endpoint);
  const sqs = new SQSClient(settings);
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  const objects = s3ObjectStore({ client: s3, bucket: stack.bucket });
  const logs: Record<string, unknown>[] = [];
  const metrics: Record<string, number[]> = {};
  const sent: SendMessageCommandInput[] = [];
  sqs.middlewareStack.add(
    (next, context) => (args) => {
      if (context.commandName === 'SendMessageCommand') sent.push(args.input as SendMessageCommandInput);
      return next(args);
    },
    { step: 'initialize' },
  );

  const bench: Bench = {
    ...stack,
    sqs,
    s3,
    objects,
    logs,
    metrics,
    sent,
    worker(stage, work, { variables, lease, registry = NO_ADAPTERS } = {}) {
      const telemetry = stderrTelemetry(stage, {
        level: 'DEBUG',
        write: (line) => void logs.push(JSON.parse(line)),
        metrics: () => ({
          add: (name, value) => {
            metrics[name] = [...(metrics[name] ?? []), value];
          },
          publish: () => {},
        }),
      });
      return createWorker(stage, work, {
        environment: parseEnvironment(stage, { ...variablesOf(stack, stage), ...variables }),
        lease: lease ?? { kind: 'deadline' },
        clients: { sqs, s3 },
        telemetry,
        plugins: async () => NO_PLUGINS,
        registry: () => registry,
      });
    },
    async send(stage, body, attributes = {}) {
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: stack.queues[stage].url,
          MessageBody: typeof body === 'string' ? body : JSON.stringify(body),
          MessageAttributes: Object.fromEntries(
            Object.entries(attributes).map(([name, value]) => [
              name,
              { DataType: 'String', StringValue: value },
            ]),
          ),
        }),
      );
    },
    async receive(stage, { dead = false, waitSeconds = 0 } = {}) {
      const QueueUrl = dead ? stack.queues[stage].dlqUrl : stack.queues[stage].url;
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: 10,
          WaitTimeSeconds: waitSeconds,
          MessageAttributeNames: ['All'],
          MessageSystemAttributeNames: ['All'],
        }),
      );
      return Messages.map((message: QueueMessage) => sqsRecord(message, QueueUrl, 'us-east-1'));
    },
    async invoke(worker, stage, records, remainingMs = 60_000) {
      const end = performance.now() + remainingMs;
      const response = await worker(
        { Records: records },
        { awsRequestId: 'request', getRemainingTimeInMillis: () => Math.max(0, end - performance.now()) },
      );
      const kept = new Set(response.batchItemFailures.map((item) => item.itemIdentifier));
      for (const { messageId, receiptHandle } of records) {
        if (kept.has(messageId)) continue;
        await sqs.send(
          new DeleteMessageCommand({ QueueUrl: stack.queues[stage].url, ReceiptHandle: receiptHandle }),
        );
      }
      return response;
    },
    async drive(worker, stage, { idleSeconds = 2, remainingMs } = {}) {
      let invocations = 0;
      for (;;) {
        const records = await bench.receive(stage, { waitSeconds: idleSeconds });
        if (records.length === 0) return invocations;
        invocations += 1;
        await bench.invoke(worker, stage, records, remainingMs);
      }
    },
    async read(runId, name) {
      const found = await objects.get(`${runFolder(objects, 'default', runId).prefix}${name}`);
      return found && JSON.parse(Buffer.from(found.body).toString());
    },
    write: (runId, name, value) => runFolder(objects, 'default', runId).write(name, value),
    async deadLetters(stage) {
      const letters: SQSRecord[] = [];
      for (;;) {
        const records = await bench.receive(stage, { dead: true });
        if (records.length === 0) return letters;
        letters.push(...records);
        for (const { receiptHandle } of records) {
          await sqs.send(
            new DeleteMessageCommand({ QueueUrl: stack.queues[stage].dlqUrl, ReceiptHandle: receiptHandle }),
          );
        }
      }
    },
    async close() {
      sqs.destroy();
      s3.destroy();
      await aws.close();
    },
  };
  return bench;
}

function variablesOf(stack: Provisioned, stage: StageName): Record<string, string> {
  return {
    BUCKET_NAME: stack.bucket,
    QUEUE_URL: stack.queues[stage].url,
    DEAD_LETTER_QUEUE_URL: stack.queues[stage].dlqUrl,
    QUEUE_URL_CHUNKING: stack.queues.chunking.url,
    QUEUE_URL_AUTOGEN: stack.queues.autogen.url,
    QUEUE_URL_EVALUATION: stack.queues.evaluation.url,
    FIRST_RETRY_DELAY_SECONDS: '0',
    LEASE_MARGIN_SECONDS: '0',
  };
}

let count = 0;

/** A valid message with a run id of its own. */
export function message<T extends Record<string, unknown>>(more?: T) {
  count += 1;
  return {
    run_id: `run-${count}`,
    file_path: 'file.txt',
    tool_settings: {},
    outputs: [{ name: 'total', prompt: 'What is the total?' }],
    ...(more as T),
  };
}

/** What an extraction returns. */
export function extracted(text = 'Total 5') {
  return {
    kind: 'done' as const,
    result: {
      status: 'success' as const,
      extracted_text: text,
      metadata: {
        file_hash: 'h',
        file_name: 'file.txt',
        file_type: 'txt',
        file_size: text.length,
        page_count: 1,
        adapter: 'test',
        warnings: [],
      },
    },
  };
}

export const evaluated = {
  kind: 'done' as const,
  result: { status: 'success' as const, evaluation: { fields: {}, summary: {} } },
};

export const reasonOf = (record: SQSRecord | undefined) => record?.messageAttributes.reason_code?.stringValue;
export const sleep = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
