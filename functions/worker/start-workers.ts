import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StageName } from '#shared/contract/identifiers.ts';
import type { AwsClients } from '#shared/runtime/clients.ts';
import { createWorker } from '#shared/runtime/create-worker.ts';
import { workerStopped } from '#shared/runtime/give-back.ts';
import type { InvocationContext } from '#shared/runtime/parts.ts';
import type { Telemetry } from '#shared/telemetry/telemetry.ts';
import { WORKERS } from '#shared/workers.ts';
import { type Consuming, consume } from './consume.ts';
import type { WorkerProcessEnvironment } from './environment.ts';
import { loadStage } from './stage-work.ts';

/** Where each stage's logs and metrics go. */
export type TelemetryOf = (stage: StageName, environment: WorkerProcessEnvironment) => Telemetry;

export type Workers = {
  /**
   * Takes no further messages and waits for those at work, `stopSeconds` at most. What is not done by then is given
   * back to the queue, for another process to take up at once. True when everything was done in time.
   */
  stop(): Promise<boolean>;
  /** Whether all loops live: false when one has hung. */
  isAlive(): boolean;
};

/** What giving back takes at most: a stage that does not heed its signal is left behind after five seconds. */
const GIVE_BACK_MS = 9000;

/** Starts the long-polling workers of all stages of this process. */
export async function startWorkers(
  environment: WorkerProcessEnvironment,
  clients: AwsClients,
  telemetry: TelemetryOf,
): Promise<Workers> {
  const region = (await clients.sqs.config.region()) || 'us-east-1';
  const giveBack = new AbortController();
  const surroundings = { environment, clients, region, stop: giveBack.signal };
  const consuming = await Promise.all(
    environment.stages.map((stage) => startStage(stage, surroundings, telemetry(stage, environment))),
  );
  return {
    async stop() {
      const finished = Promise.all(consuming.map((stage) => stage.stop()));
      if (await within(environment.stopSeconds * 1000, finished)) return true;
      giveBack.abort(workerStopped());
      await within(GIVE_BACK_MS, finished);
      return false;
    },
    isAlive: () => consuming.every((stage) => stage.isAlive()),
  };
}

async function within(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  const done = new AbortController();
  const late = sleep(milliseconds, false, { signal: done.signal }).catch(() => false);
  const inTime = await Promise.race([work.then(() => true), late]);
  done.abort();
  return inTime;
}

type Surroundings = {
  environment: WorkerProcessEnvironment;
  clients: AwsClients;
  region: string;
  stop: AbortSignal;
};

async function startStage(
  stage: StageName,
  { environment, clients, region, stop }: Surroundings,
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
    newContext: () => invocation(seconds, stop),
    log,
  });
}

/** A worker's invocation ends like a function's, so that a hanging call cannot hold a place forever. */
function invocation(seconds: number, stop: AbortSignal): InvocationContext {
  const deadline = performance.now() + seconds * 1000;
  return {
    awsRequestId: randomUUID(),
    getRemainingTimeInMillis: () => Math.max(0, deadline - performance.now()),
    stop,
  };
}
