import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { parseEnvironment } from '#shared/environment.ts';
import { NO_PLUGINS } from '#shared/plugins/plugin-set.ts';
import { createWorker } from '#shared/runtime/create-worker.ts';
import { defineWorker } from '#shared/runtime/define-worker.ts';
import { stderrTelemetry } from '#shared/telemetry/stderr-telemetry.ts';
import { endpointSettings } from '../../local/endpoint-settings.ts';
import { type Bench, evaluated, message, startBench } from './support.ts';

describe('workers', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await startBench();
  });
  afterAll(() => bench?.close());
  afterEach(() => vi.unstubAllEnvs());

  const variables = () => ({
    BUCKET_NAME: bench.bucket,
    QUEUE_URL: bench.queues.evaluation.url,
    DEAD_LETTER_QUEUE_URL: bench.queues.evaluation.dlqUrl,
  });
  const context = { awsRequestId: 'r', getRemainingTimeInMillis: () => 60_000 };

  it('a Lambda handler reads its environment when it loads, and answers with partial failures', async () => {
    const endpoint = new URL(bench.queues.evaluation.url).origin;
    const { credentials } = endpointSettings(endpoint) as {
      credentials?: { accessKeyId: string; secretAccessKey: string };
    };
    const environment = {
      ...variables(),
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: credentials?.accessKeyId ?? 'local',
      AWS_SECRET_ACCESS_KEY: credentials?.secretAccessKey ?? 'local',
      LOG_LEVEL: 'ERROR',
    };
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    const handler = defineWorker('evaluation', async () => evaluated);
    const sent = message();
    await bench.send('evaluation', sent);
    const Records = await bench.receive('evaluation');
    expect(await handler({ Records }, context as never)).toEqual({ batchItemFailures: [] });
    expect(await bench.read(sent.run_id, 'evaluation.json')).toMatchObject({ status: 'success' });
  });

  it('a wrong environment stops a function at its start with one line that names the variable', () => {
    for (const [name, value] of Object.entries(variables())) vi.stubEnv(name, value);
    vi.stubEnv('RETRIES', 'many');
    vi.stubEnv('BUCKET_NAME', undefined);
    expect(() => defineWorker('evaluation', async () => evaluated)).toThrow(
      /^The environment of .*BUCKET_NAME.*RETRIES[^\n]*$/,
    );
  });

  it('plugins are loaded once; a worker whose plugins cannot load fails every invocation and says why', async () => {
    let loads = 0;
    const options = {
      environment: parseEnvironment('evaluation', variables()),
      lease: { kind: 'deadline' as const },
      clients: bench,
      telemetry: stderrTelemetry('evaluation', { level: 'ERROR' }),
    };
    const worker = createWorker('evaluation', async () => evaluated, {
      ...options,
      plugins: async () => {
        loads += 1;
        return NO_PLUGINS;
      },
    });
    for (const sent of [message(), message()]) {
      await bench.send('evaluation', sent);
      await bench.invoke(worker, 'evaluation', await bench.receive('evaluation'));
      expect(await bench.read(sent.run_id, 'evaluation.json')).toMatchObject({ status: 'success' });
    }
    expect(loads).toBe(1);

    const broken = createWorker('evaluation', async () => evaluated, {
      ...options,
      plugins: async () => {
        throw new Error('index.json was altered');
      },
    });
    await expect(broken.ready).rejects.toThrow('altered');
    await expect(broken({ Records: [] }, context)).rejects.toThrow('altered');
  });

  it('storage or queues that are away: the message is kept, nothing is thrown', async () => {
    const away = endpointSettings('http://127.0.0.1:9');
    const logs: string[] = [];
    const worker = createWorker('evaluation', async () => evaluated, {
      environment: parseEnvironment('evaluation', variables()),
      lease: { kind: 'deadline' },
      clients: {
        sqs: new SQSClient({ ...away, maxAttempts: 1 }),
        s3: new S3Client({ ...away, forcePathStyle: true, maxAttempts: 1 }),
      },
      telemetry: stderrTelemetry('evaluation', { write: (line) => logs.push(line) }),
    });
    const record = {
      messageId: 'm1',
      receiptHandle: 'h',
      body: JSON.stringify(message()),
      attributes: { ApproximateReceiveCount: '1' },
      messageAttributes: {},
    } as unknown as SQSRecord;
    const malformed = { ...record, messageId: 'm2', body: '{' };
    expect(await worker({ Records: [record, malformed] }, context)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm1' }, { itemIdentifier: 'm2' }],
    });
    expect(logs.join()).toContain('storage_unavailable');
    expect(logs.join()).toContain('queue_unavailable');
  });
});
