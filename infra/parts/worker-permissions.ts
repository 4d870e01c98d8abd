import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import type { StageName } from '#shared/contract/identifiers.ts';
import {
  EMBEDDINGS_PREFIX,
  INDEXES_PREFIX,
  PAYLOADS_PREFIX,
  RUNS_PREFIX,
  resultName,
  TEXTRACT_PREFIX,
} from '#shared/contract/keys.ts';
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

/** Below payloads/, where layers/shared/runtime/dead-letter.ts puts them. */
const DEAD_LETTERS_PREFIX = `${PAYLOADS_PREFIX}dead-letters/`;

/** Prefixes by worker; what is not listed is out of its reach. */
const PREFIXES: Readonly<Record<StageName, Readonly<Record<string, Access>>>> = {
  extraction: { [DOCUMENTS_PREFIX]: { read: true }, [RUNS_PREFIX]: RUNS, [PAYLOADS_PREFIX]: PAYLOADS },
  chunking: {
    [RUNS_PREFIX]: RUNS,
    [PAYLOADS_PREFIX]: PAYLOADS,
    [INDEXES_PREFIX]: { read: true, write: true, delete: true },
    [EMBEDDINGS_PREFIX]: { read: true, write: true },
  },
  autogen: { [RUNS_PREFIX]: RUNS, [PAYLOADS_PREFIX]: PAYLOADS, [INDEXES_PREFIX]: { read: true } },
  // It hands nothing on, but a message too large for the dead-letter queue's reasons goes here.
  evaluation: {
    [RUNS_PREFIX]: RUNS,
    [PAYLOADS_PREFIX]: { read: true },
    [DEAD_LETTERS_PREFIX]: { write: true },
  },
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
    ...(context.adapters && worker === 'autogen' ? [rerankStatement()] : []),
    ...(context.textract && worker === 'extraction' ? textractStatements(bucket) : []),
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
  const objects = (access: keyof Access, ...actions: string[]) => {
    const allowed = prefixes.filter(([, what]) => what[access]).map(([prefix]) => prefix);
    if (allowed.length === 0) return [];
    const resources = allowed.map((prefix) => bucket.arnForObjects(`${prefix}*`));
    return [new PolicyStatement({ actions, resources })];
  };
  return [
    ...objects('read', 's3:GetObject'),
    // Without the second, what makes an upload in parts fail is hidden behind the failure to give it up.
    ...objects('write', 's3:PutObject', 's3:AbortMultipartUpload'),
    ...objects('delete', 's3:DeleteObject'),
    new PolicyStatement({
      actions: ['s3:ListBucket'],
      resources: [bucket.bucketArn],
      // Without this permission a missing object answers 403 and not 404. AWS seems to compare the object's own key
      // then, which is documented nowhere; "IfExists" makes it work either way.
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

/** Any model in any Region, as the adapter configuration chooses both; cross-Region profiles lead to further ones. */
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
      ...['inference-profile', 'application-inference-profile'].map((resource) =>
        stack.formatArn({ service: 'bedrock', region: '*', resource, resourceName: '*' }),
      ),
    ],
  });
}

/** Retrieval's reranking; the action knows no resources, the models behind it are those of `bedrockStatement`. */
const rerankStatement = () => new PolicyStatement({ actions: ['bedrock:Rerank'], resources: ['*'] });

/** Textract knows no resources. It reads documents in the worker's name, from where the worker has put them. */
function textractStatements(bucket: IBucket): PolicyStatement[] {
  return [
    new PolicyStatement({
      actions: [
        'textract:AnalyzeDocument',
        'textract:DetectDocumentText',
        'textract:StartDocumentAnalysis',
        'textract:GetDocumentAnalysis',
        'textract:StartDocumentTextDetection',
        'textract:GetDocumentTextDetection',
      ],
      resources: ['*'],
    }),
    new PolicyStatement({
      actions: ['s3:DeleteObject'],
      resources: [bucket.arnForObjects(`${TEXTRACT_PREFIX}*`)],
    }),
  ];
}

function vectorStatements(worker: StageName, vectors: Vectors | undefined): PolicyStatement[] {
  const actions = VECTOR_ACTIONS[worker];
  return vectors && actions ? [new PolicyStatement({ actions, resources: [vectors.indexArns] })] : [];
}
