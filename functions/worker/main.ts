import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { powertoolsTelemetry } from '#shared/telemetry/powertools-telemetry.ts';
import { parseWorkerProcess, type WorkerProcessEnvironment } from './environment.ts';
import { startWorkers } from './start-workers.ts';

/**
 * The workers as a long-running process, for containers (ECS, Kubernetes, on-premises): long-polls the queues of
 * `WORKER_STAGES` until SIGTERM or SIGINT, then finishes what is at work. Exit codes: 0 stopped, 2 wrong
 * environment.
 */
function readEnvironment(): WorkerProcessEnvironment {
  try {
    return parseWorkerProcess(process.env);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exit(2);
  }
}

const environment = readEnvironment();
const customEndpoint = Boolean(process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL);
const clients = { sqs: new SQSClient({}), s3: new S3Client({ forcePathStyle: customEndpoint }) };
const workers = await startWorkers(environment, clients, (stage) =>
  powertoolsTelemetry(stage, { level: environment.logLevel, emf: environment.emf }),
);

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping) process.exit(0); // asked twice: whoever asks does not want to wait
    stopping = true;
    void workers.stop().then(() => process.exit(0));
  });
}
