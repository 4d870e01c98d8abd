import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { endpointSettings } from '../../local/endpoint-settings.ts';
import { provision } from '../../local/provision.ts';
import type { Measurement } from './measurement.ts';
import { treeCpuSeconds, treeMegabytes } from './process-cpu.ts';

const HERE = import.meta.dirname;

/** A no-op task through our runtime in worker mode, against the embedded SQS and S3 in a process of their own. */
export async function measureOurs(messages: number, concurrency: number): Promise<Measurement> {
  const aws = spawn(process.execPath, [`${HERE}/../../local/embedded-aws-main.ts`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const children: ChildProcess[] = [aws];
  try {
    const { endpoint } = JSON.parse(await linesOf(aws).next()) as { endpoint: string };
    const { bucket, queues } = await provision(endpoint, { visibilitySeconds: 45 });
    const variables = {
      PATH: process.env.PATH,
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      BUCKET_NAME: bucket,
      QUEUE_URL: queues.evaluation.url,
      DEAD_LETTER_QUEUE_URL: queues.evaluation.dlqUrl,
      MESSAGES: String(messages),
      CONCURRENCY: String(concurrency),
    };
    await fill(endpoint, queues.evaluation.url, messages);
    const brokerBefore = treeCpuSeconds(pidOf(aws));
    const worker = spawn(process.execPath, [`${HERE}/our-worker.ts`], {
      env: variables,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(worker);
    const lines = linesOf(worker);
    if ((await lines.next()) !== 'ready') throw new Error('our worker did not get ready');
    const startCpu = treeCpuSeconds(pidOf(worker));
    const { first, last } = JSON.parse(await lines.next()) as { first: number; last: number };
    return {
      messagesPerSecond: (messages - 1) / (last - first),
      cpuMsPerMessage: ((treeCpuSeconds(pidOf(worker)) - startCpu) / messages) * 1000,
      brokerCpuMsPerMessage: ((treeCpuSeconds(pidOf(aws)) - brokerBefore) / messages) * 1000,
      megabytes: treeMegabytes(pidOf(worker)),
    };
  } finally {
    for (const child of children) child.kill('SIGKILL');
  }
}

async function fill(endpoint: string, queueUrl: string, messages: number): Promise<void> {
  const sqs = new SQSClient(endpointSettings(endpoint));
  for (let sent = 0; sent < messages; sent += 10) {
    const Entries = Array.from({ length: Math.min(10, messages - sent) }, (_, index) => ({
      Id: String(index),
      MessageBody: JSON.stringify({
        run_id: `bench-${sent + index}`,
        file_path: 'bench.txt',
        tool_settings: {},
        outputs: [{ name: 'total', prompt: 'What is the total?' }],
        pipeline: ['evaluation'],
      }),
    }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
  }
  sqs.destroy();
}

/** A child's standard output, line by line. */
function linesOf(child: ChildProcess): { next(): Promise<string> } {
  if (!child.stdout) throw new Error('no standard output');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async next() {
      const line = await lines.next();
      if (line.done) throw new Error(`${child.spawnargs.join(' ')} ended early`);
      return line.value;
    },
  };
}

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error(`${child.spawnfile} could not be started`);
  return child.pid;
}
