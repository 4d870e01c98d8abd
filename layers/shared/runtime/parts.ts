import type { SQSRecord } from 'aws-lambda';
import type { RegistryOptions } from '../adapters/create-registry.ts';
import type { AdapterRegistry } from '../adapters/registry.ts';
import type { StageName } from '../contract/identifiers.ts';
import type { Message } from '../contract/message.ts';
import type { Task } from '../contract/task.ts';
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

/** A message, parsed, with what the runtime has to remember of how it came. */
export type ReceivedTask = {
  task: Task;
  /** As it came, for sending on: unknown fields included, our defaults not. */
  message: Message;
  /** Where the payload stands, when it travels as a claim check. */
  payloadRef: string | undefined;
  /** The stages still to come, normally this one first. */
  pipeline: readonly StageName[];
  /** Whether we chose the pipeline, and so may shorten it. */
  planned: boolean;
  /** Sent by a backend, not by another worker: the run's manifest may not be written yet. */
  first: boolean;
  warnings: string[];
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
