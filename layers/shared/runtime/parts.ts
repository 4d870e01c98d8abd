import type { SQSRecord } from 'aws-lambda';
import type { RegistryOptions } from '../adapters/create-registry.ts';
import type { AdapterRegistry } from '../adapters/registry.ts';
import type { StageName } from '../contract/identifiers.ts';
import type { WorkerEnvironment } from '../environment.ts';
import type { PluginSet } from '../plugins/plugin-set.ts';
import type { Stage } from '../stage.ts';
import type { DocumentStore } from '../store/documents.ts';
import type { ObjectStore } from '../store/objects.ts';
import type { RunFolder } from '../store/runs.ts';
import type { Log } from '../telemetry/log.ts';
import type { StageMetrics } from '../telemetry/metrics.ts';
import type { LeaseKind } from './lease.ts';
import type { Queues } from './queues.ts';
import type { ReceivedTask } from './receive-task.ts';

/** The part of Lambda's context that the runtime uses; a worker process makes its own. */
export type InvocationContext = {
  awsRequestId: string;
  getRemainingTimeInMillis(): number;
  /** Fires (with `workerStopped()`) when the process has to end: what is at work is given back. Lambda has none. */
  stop?: AbortSignal;
};

/** What a worker has for all of its messages. Nothing in it belongs to one invocation. */
export type WorkerParts = {
  stage: StageName;
  work: Stage;
  environment: WorkerEnvironment;
  lease: LeaseKind;
  objects: ObjectStore;
  documents: DocumentStore;
  queues: Queues;
  plugins(): Promise<PluginSet>;
  registry(options: RegistryOptions): Promise<AdapterRegistry>;
};

/** One delivery of one message. */
export type Delivered = {
  record: SQSRecord;
  /** Names this delivery in claims. */
  owner: string;
  context: InvocationContext;
  log: Log;
  /** A log whose lines carry more fields. */
  logFor(fields: Record<string, unknown>): Log;
  metrics: StageMetrics;
};

/** A delivery whose message could be read. */
export type Job = Delivered & { received: ReceivedTask; run: RunFolder };

/** `keep`: reported as failed, so that the message comes back when its visibility ends. */
export type Verdict = 'acknowledge' | 'keep';
