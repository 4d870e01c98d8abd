import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { StageName } from '#shared/contract/identifiers.ts';
import { createWorker } from '#shared/runtime/create-worker.ts';
import type { Telemetry } from '#shared/telemetry/telemetry.ts';
import { WORKERS } from '#shared/workers.ts';
import { type Consuming, consume, type InvocationContext } from './consume.ts';
import type { WorkerProcessEnvironment } from './environment.ts';
import { loadStage } from './stage-work.ts';

export type Clients = { sqs: SQSClient; s3: S3Client };

/** Where each stage's logs and metrics go. */
export type TelemetryOf = (stage: StageName, environment: WorkerProcessEnvironment) => Telemetry;

export type Workers = {
  /**
   * Takes no further messages and waits for those at work, `stopSeconds` at most. What is not done by then comes
   * back to the queue when its lease ends. True when everything was done in time.
   */
  stop(): Promise<boolean>;
};

/** Starts the long-polling workers of all stages of this process. */
export async function startWorkers(
  environment: WorkerProcessEnvironment,
  clients: Clients,
  telemetry: TelemetryOf,
): Promise<Workers> {
  const region = (await clients.sqs.config.region()) || 'us-east-1';
  const consuming = await Promise.all(
    environment.stages.map((stage) =>
      startStage(stage, environment, clients, region, telemetry(stage, environment)),
    ),
  );
  return {
    async stop() {
      const grace = new AbortController();
      const finished = Promise.all(consuming.map((stage) => stage.stop())).then(() => true);
      const late = sleep(environment.stopSeconds * 1000, false, { signal: grace.signal }).catch(() => false);
      const inTime = await Promise.race([finished, late]);
      grace.abort();
      return inTime;
    },
  };
}

async function startStage(
  stage: StageName,
  environment: WorkerProcessEnvironment,
  clients: Clients,
  region: string,
  telemetry: Telemetry,
): Promise<Consuming> {
  const own = environment.environments[stage];
  if (!own) throw new Error(`No environment for the ${stage} worker`);
  const handle = createWorker(stage, await loadStage(stage), {
    environment: own,
    lease: { kind: 'heartbeat', seconds: environment.leaseSeconds },
    clients,
    telemetry,
  });
  await handle.ready;
  const log = telemetry.log();
  const concurrency = environment.concurrency[stage];
  log.info('worker started', { concurrency, lease_seconds: environment.leaseSeconds });
  const seconds = environment.timeoutSeconds ?? WORKERS[stage].timeoutSeconds;
  return consume({
    sqs: clients.sqs,
    queueUrl: own.QUEUE_URL,
    region,
    concurrency,
    visibilitySeconds: environment.leaseSeconds,
    handle,
    newContext: () => invocation(seconds),
    log,
  });
}

/** A worker's invocation ends like a function's, so that a hanging call cannot hold a place forever. */
function invocation(seconds: number): InvocationContext {
  const deadline = performance.now() + seconds * 1000;
  return {
    awsRequestId: randomUUID(),
    getRemainingTimeInMillis: () => Math.max(0, deadline - performance.now()),
  };
}
