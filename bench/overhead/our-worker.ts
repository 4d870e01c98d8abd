import { randomUUID } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { parseEnvironment } from '#shared/environment.ts';
import { createWorker } from '#shared/runtime/create-worker.ts';
import type { Stage } from '#shared/stage.ts';
import { stderrTelemetry } from '#shared/telemetry/stderr-telemetry.ts';
import { consume } from '../../functions/worker/consume.ts';

/**
 * Our side of bench/overhead, a process of its own: a task that does nothing, through the whole runtime (parse,
 * claim, lease, result, acknowledgement) as in worker mode. Prints `ready`, and after MESSAGES messages one JSON
 * line `{"first": s, "last": s, "count": n}`.
 */
const doNothing: Stage<'evaluation'> = async () => ({
  kind: 'done',
  result: { status: 'success', evaluation: { fields: {}, summary: {} } },
});

const expected = Number(process.env.MESSAGES);
const environment = parseEnvironment('evaluation', process.env);
const sqs = new SQSClient({});
const telemetry = stderrTelemetry('evaluation', { level: 'ERROR' });
const handle = createWorker('evaluation', doNothing, {
  environment,
  lease: { kind: 'heartbeat', seconds: 45 },
  clients: { sqs, s3: new S3Client({ forcePathStyle: true }) },
  telemetry,
});

let count = 0;
let first = 0;
consume({
  sqs,
  queueUrl: environment.QUEUE_URL,
  region: 'us-east-1',
  concurrency: Number(process.env.CONCURRENCY),
  visibilitySeconds: 45,
  newContext: () => ({ awsRequestId: randomUUID(), getRemainingTimeInMillis: () => 300_000 }),
  log: telemetry.log(),
  async handle(event, context) {
    const response = await handle(event, context);
    if (response.batchItemFailures.length > 0) throw new Error('A message failed; the measurement is void.');
    const now = Date.now() / 1000;
    first ||= now;
    count += 1;
    if (count === expected) process.stdout.write(`${JSON.stringify({ first, last: now, count })}\n`);
    return response;
  },
});
process.stdout.write('ready\n');
