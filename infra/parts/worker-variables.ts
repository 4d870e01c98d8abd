import { Token } from 'aws-cdk-lib/core';
import { STAGES, type StageName } from '#shared/contract/identifiers.ts';
import { ENVIRONMENTS, parseEnvironment, type WorkerVariables } from '#shared/environment.ts';
import type { DeployContext } from '../deploy-context.ts';
import { DOCUMENTS_PREFIX } from './storage.ts';
import type { WorkQueue } from './work-queue.ts';

export type WorkerSurroundings = {
  context: DeployContext;
  bucketName: string;
  queues: Readonly<Record<StageName, WorkQueue>>;
  /** sha256 of the enterprise layer's index; absent without the layer. */
  pluginsIndexSha256: string | undefined;
};

/** Stages that a worker may hand on to: those whose queue its environment schema asks for. */
export function nextStages(worker: StageName): StageName[] {
  return STAGES.filter((next) => `QUEUE_URL_${next.toUpperCase()}` in ENVIRONMENTS[worker].shape);
}

type NextQueues<S extends StageName> = Pick<
  WorkerVariables<S>,
  Extract<keyof WorkerVariables<S>, `QUEUE_URL_${string}`>
>;

/**
 * A function's environment, typed by the schema that the function parses it with, and checked by it here, so that a
 * wrong value stops synth and not the first invocation.
 */
export function workerVariables<S extends StageName>(
  worker: S,
  { context, bucketName, queues, pluginsIndexSha256 }: WorkerSurroundings,
): WorkerVariables<S> {
  const url = (stage: StageName) => queues[stage].queue.queueUrl;
  const next: { [T in StageName]: NextQueues<T> } = {
    extraction: {
      QUEUE_URL_CHUNKING: url('chunking'),
      QUEUE_URL_AUTOGEN: url('autogen'),
      QUEUE_URL_EVALUATION: url('evaluation'),
    },
    chunking: { QUEUE_URL_AUTOGEN: url('autogen'), QUEUE_URL_EVALUATION: url('evaluation') },
    autogen: { QUEUE_URL_EVALUATION: url('evaluation') },
    evaluation: {},
  };
  const common: WorkerVariables<'evaluation'> = {
    BUCKET_NAME: bucketName,
    QUEUE_URL: url(worker),
    DEAD_LETTER_QUEUE_URL: queues[worker].deadLetterQueue.queueUrl,
    DOCUMENTS_PREFIX,
    LOG_LEVEL: context.logLevel,
    UNSTRACT_ENTERPRISE_MODE: context.enterprise ? 'true' : 'false',
    ...(context.documentBuckets.length > 0 && { ALLOWED_BUCKETS: context.documentBuckets.join(',') }),
    ...(context.adapters && { ADAPTERS_REF: context.adapters }),
    ...(pluginsIndexSha256 && { PSW_PLUGINS_INDEX_SHA256: pluginsIndexSha256 }),
  };
  const limits = Object.entries(context.limits ?? {}).filter(([name]) => name in ENVIRONMENTS[worker].shape);
  const variables = { ...common, ...next[worker], ...Object.fromEntries(limits) } as WorkerVariables<S>;
  checkVariables(worker, variables);
  return variables;
}

/** What CloudFormation fills in later stands as a URL here: it passes both as a queue's URL and as a name. */
const LATER = 'https://filled-in-at-deployment.invalid/';

/** Parses the variables as the function will. Throws the same one line that names every wrong one. */
export function checkVariables(worker: StageName, variables: Readonly<Record<string, unknown>>): void {
  const unknown = Object.keys(variables).filter((name) => !(name in ENVIRONMENTS[worker].shape));
  if (unknown.length > 0) throw new Error(`The ${worker} worker knows no variable ${unknown.join(', ')}`);
  const filled = Object.entries(variables).map(([name, value]) => [
    name,
    Token.isUnresolved(value) ? LATER : String(value),
  ]);
  parseEnvironment(worker, Object.fromEntries(filled));
}
