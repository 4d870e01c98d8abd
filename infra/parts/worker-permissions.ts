import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import type { StageName } from '#shared/contract/identifiers.ts';
import { INDEXES_PREFIX, PAYLOADS_PREFIX, RUNS_PREFIX, resultName } from '#shared/contract/keys.ts';
import type { DeployContext } from '../deploy-context.ts';
import { parameterRoot } from '../names.ts';
import { ADAPTERS_PREFIX, DOCUMENTS_PREFIX } from './storage.ts';
import type { Vectors } from './vectors.ts';
import type { WorkQueue } from './work-queue.ts';
import { nextStages } from './worker-variables.ts';

/** What a worker does with the objects under a prefix. */
type Access = { read?: true; write?: true; delete?: true };

const RUNS: Access = { read: true, write: true };
const PAYLOADS: Access = { read: true, write: true };

/** Prefixes by worker; what is not listed is out of its reach. */
const PREFIXES: Readonly<Record<StageName, Readonly<Record<string, Access>>>> = {
  extraction: { [DOCUMENTS_PREFIX]: { read: true }, [RUNS_PREFIX]: RUNS, [PAYLOADS_PREFIX]: PAYLOADS },
  chunking: {
    [RUNS_PREFIX]: RUNS,
    [PAYLOADS_PREFIX]: PAYLOADS,
    [INDEXES_PREFIX]: { read: true, write: true, delete: true },
  },
  autogen: { [RUNS_PREFIX]: RUNS, [PAYLOADS_PREFIX]: PAYLOADS, [INDEXES_PREFIX]: { read: true } },
  evaluation: { [RUNS_PREFIX]: RUNS, [PAYLOADS_PREFIX]: { read: true } },
};

/** Workers that call models, vector stores or hosted extractors, and so need adapters and their secrets. */
const ADAPTER_USERS: ReadonlySet<StageName> = new Set(['extraction', 'chunking', 'autogen']);
const BEDROCK_USERS: ReadonlySet<StageName> = new Set(['chunking', 'autogen']);

const VECTOR_ACTIONS: Partial<Record<StageName, string[]>> = {
  // An embedding of other dimensions than the stack's index makes an index of its own.
  chunking: ['s3vectors:PutVectors', 's3vectors:DeleteVectors', 's3vectors:CreateIndex'],
  // Queries that filter, or give metadata back, need GetVectors as well.
  autogen: ['s3vectors:QueryVectors', 's3vectors:GetVectors'],
};

export type Resources = {
  context: DeployContext;
  bucket: IBucket;
  queues: Readonly<Record<StageName, WorkQueue>>;
  vectors: Vectors | undefined;
};

/** All that a worker's role allows beside its own log group. */
export function workerStatements(
  scope: IConstruct,
  worker: StageName,
  { context, bucket, queues, vectors }: Resources,
): PolicyStatement[] {
  return [
    ...queueStatements(worker, queues),
    ...objectStatements(worker, bucket),
    errorResultStatement(worker, bucket),
    ...documentBucketStatements(scope, worker, context.documentBuckets),
    ...(context.adapters && ADAPTER_USERS.has(worker)
      ? adapterStatements(scope, context.stage, context.adapters, bucket)
      : []),
    ...(context.adapters && BEDROCK_USERS.has(worker) ? [bedrockStatement(scope)] : []),
    ...vectorStatements(worker, vectors),
  ];
}

function queueStatements(worker: StageName, queues: Resources['queues']): PolicyStatement[] {
  const { queue, deadLetterQueue } = queues[worker];
  return [
    new PolicyStatement({
      actions: [
        'sqs:ReceiveMessage',
        'sqs:DeleteMessage',
        'sqs:ChangeMessageVisibility',
        'sqs:GetQueueAttributes',
      ],
      resources: [queue.queueArn],
    }),
    new PolicyStatement({
      actions: ['sqs:SendMessage'],
      // Its own queue for another round of the same run.
      resources: [queue, deadLetterQueue, ...nextStages(worker).map((next) => queues[next].queue)].map(
        ({ queueArn }) => queueArn,
      ),
    }),
  ];
}

function objectStatements(worker: StageName, bucket: IBucket): PolicyStatement[] {
  const prefixes = Object.entries(PREFIXES[worker]);
  const objects = (access: keyof Access, action: string) => {
    const allowed = prefixes.filter(([, what]) => what[access]).map(([prefix]) => prefix);
    if (allowed.length === 0) return [];
    const resources = allowed.map((prefix) => bucket.arnForObjects(`${prefix}*`));
    return [new PolicyStatement({ actions: [action], resources })];
  };
  return [
    ...objects('read', 's3:GetObject'),
    ...objects('write', 's3:PutObject'),
    ...objects('delete', 's3:DeleteObject'),
    new PolicyStatement({
      actions: ['s3:ListBucket'],
      resources: [bucket.bucketArn],
      // "IfExists", because without this permission a missing object answers 403 and not 404, and a request for
      // one object carries no prefix.
      conditions: { StringLikeIfExists: { 's3:prefix': prefixes.map(([prefix]) => `${prefix}*`) } },
    }),
  ];
}

/** A redriven run's error results go, of this stage and those after it; claims and checkpoints never do. */
function errorResultStatement(worker: StageName, bucket: IBucket): PolicyStatement {
  const results = [worker, ...nextStages(worker)].map((stage) => `${RUNS_PREFIX}*/${resultName(stage)}`);
  return new PolicyStatement({
    actions: ['s3:DeleteObject'],
    resources: results.map((pattern) => bucket.arnForObjects(pattern)),
  });
}

function documentBucketStatements(
  scope: IConstruct,
  worker: StageName,
  buckets: readonly string[],
): PolicyStatement[] {
  if (worker !== 'extraction' || buckets.length === 0) return [];
  const arn = (resource: string) =>
    Stack.of(scope).formatArn({ service: 's3', region: '', account: '', resource });
  return [
    new PolicyStatement({ actions: ['s3:GetObject'], resources: buckets.map((name) => arn(`${name}/*`)) }),
    // Tells a document that is missing from one that may not be read.
    new PolicyStatement({ actions: ['s3:ListBucket'], resources: buckets.map((name) => arn(name)) }),
  ];
}

/** The configuration document itself, and secrets under this stack's own names only. */
function adapterStatements(
  scope: IConstruct,
  deployStage: string,
  reference: string,
  bucket: IBucket,
): PolicyStatement[] {
  const stack = Stack.of(scope);
  const secrets = `${parameterRoot(deployStage).slice(1)}/secrets/*`;
  const parameters = [stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName: secrets })];
  const objects = [bucket.arnForObjects(`${ADAPTERS_PREFIX}*`)];
  if (reference.startsWith('ssm:/')) {
    const resourceName = reference.slice('ssm:/'.length);
    parameters.push(stack.formatArn({ service: 'ssm', resource: 'parameter', resourceName }));
  } else {
    const resource = reference.slice('s3://'.length);
    objects.push(stack.formatArn({ service: 's3', region: '', account: '', resource }));
  }
  return [
    new PolicyStatement({ actions: ['s3:GetObject'], resources: objects }),
    new PolicyStatement({ actions: ['ssm:GetParameter'], resources: parameters }),
    new PolicyStatement({
      actions: ['secretsmanager:GetSecretValue'],
      resources: [stack.formatArn({ service: 'secretsmanager', resource: `secret:${secrets}` })],
    }),
  ];
}

/** Any model, as the adapter configuration chooses it at run time; cross-Region profiles lead to other Regions. */
function bedrockStatement(scope: IConstruct): PolicyStatement {
  const stack = Stack.of(scope);
  return new PolicyStatement({
    actions: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
    resources: [
      stack.formatArn({
        service: 'bedrock',
        region: '*',
        account: '',
        resource: 'foundation-model',
        resourceName: '*',
      }),
      stack.formatArn({ service: 'bedrock', resource: 'inference-profile', resourceName: '*' }),
      stack.formatArn({ service: 'bedrock', resource: 'application-inference-profile', resourceName: '*' }),
    ],
  });
}

function vectorStatements(worker: StageName, vectors: Vectors | undefined): PolicyStatement[] {
  const actions = VECTOR_ACTIONS[worker];
  return vectors && actions ? [new PolicyStatement({ actions, resources: [vectors.indexArns] })] : [];
}
