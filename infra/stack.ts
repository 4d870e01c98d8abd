import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { STAGES, type StageName } from '#shared/contract/identifiers.ts';
import { METRICS_NAMESPACE } from '#shared/telemetry/metrics.ts';
import type { DeployContext } from './deploy-context.ts';
import { Observability } from './observability/observability.ts';
import { Discovery } from './parts/discovery.ts';
import { type BuiltEnterpriseLayer, EnterpriseLayer } from './parts/enterprise-layer.ts';
import { Storage } from './parts/storage.ts';
import { Vectors } from './parts/vectors.ts';
import { WorkQueue } from './parts/work-queue.ts';
import { WorkerFunction } from './parts/worker-function.ts';

export type PromptWorkersProps = StackProps & {
  context: DeployContext;
  /** Folder of each bundled function. */
  functions: Readonly<Record<StageName, string>>;
  /** Present in enterprise mode. */
  enterpriseLayer: BuiltEnterpriseLayer | undefined;
};

/** Bucket, queues, functions, and what is needed to find and to watch them. */
export class PromptWorkersStack extends Stack {
  constructor(scope: Construct, id: string, props: PromptWorkersProps) {
    const { context } = props;
    super(scope, id, {
      description: `Prompt Service Workers (${context.stage})`,
      terminationProtection: context.stage === 'prod',
      ...props,
    });
    // What fails on its first deployment leaves nothing behind that would stop the second.
    const removal =
      context.removal === 'retain' ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;
    const { senderAccounts } = context;

    const { bucket } = new Storage(this, 'Storage', { ...context, removal });
    const vectors =
      context.vectors === 's3vectors'
        ? new Vectors(this, 'Vectors', {
            bucketName: `prompt-workers-${context.stage}`,
            dimensions: context.embeddingDimensions,
            removal,
          })
        : undefined;
    const queues = byStage(
      (worker) =>
        new WorkQueue(this, `${capital(worker)}Queue`, {
          worker,
          deployStage: context.stage,
          removal,
          senderAccounts,
        }),
    );
    const enterprise = props.enterpriseLayer
      ? new EnterpriseLayer(this, 'EnterpriseLayer', props.enterpriseLayer)
      : undefined;
    const metricsNamespace =
      context.stage === 'prod' ? METRICS_NAMESPACE : `${METRICS_NAMESPACE}/${context.stage}`;
    const workers = byStage(
      (worker) =>
        new WorkerFunction(this, `${capital(worker)}Worker`, {
          worker,
          context,
          bucket,
          queues,
          vectors,
          folder: props.functions[worker],
          metricsNamespace,
          enterprise: enterprise && { layer: enterprise, indexSha256: enterprise.indexSha256 },
        }),
    );
    new Discovery(this, 'Discovery', {
      deployStage: context.stage,
      bucketName: bucket.bucketName,
      queues,
      vectors,
    });
    new Observability(this, 'Observability', { context, queues, workers, metricsNamespace });
  }
}

function byStage<T>(make: (worker: StageName) => T): Record<StageName, T> {
  return Object.fromEntries(STAGES.map((worker) => [worker, make(worker)])) as Record<StageName, T>;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
