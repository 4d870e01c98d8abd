import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  EventSourceMapping,
  type ILayerVersion,
  Function as LambdaFunction,
  LoggingFormat,
  MetricType,
  RecursiveLoop,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Duration, RemovalPolicy, Size } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { StageName } from '#shared/contract/identifiers.ts';
import { WORKERS } from '#shared/workers.ts';
import { functionName } from '../names.ts';
import { GOES_ON_IN_ROUNDS } from '../rounds.ts';
import { acknowledgePrefixes } from './acknowledge.ts';
import { type Resources, workerStatements } from './worker-permissions.ts';
import { workerVariables } from './worker-variables.ts';

export type WorkerFunctionProps = Resources & {
  worker: StageName;
  /** Folder with the bundled function. */
  folder: string;
  metricsNamespace: string;
  enterprise: { layer: ILayerVersion; indexSha256: string } | undefined;
};

/** One worker: its function with a role and a log group of its own, fed from its queue. */
export class WorkerFunction extends Construct {
  readonly function: LambdaFunction;
  readonly logGroup: LogGroup;
  readonly mapping: EventSourceMapping;

  constructor(scope: Construct, id: string, props: WorkerFunctionProps) {
    super(scope, id);
    this.logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/prompt-workers/${props.context.stage}/${props.worker}`,
      retention: RetentionDays.ONE_MONTH,
      // A log group left behind would stop the next deployment under the same name.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.function = this.createFunction(props, this.createRole(props));
    this.mapping = this.createMapping(props);
  }

  /** Policies stand in the role itself, so that the queue is readable as soon as the function exists. */
  private createRole(props: WorkerFunctionProps): Role {
    const statements = [
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [this.logGroup.logGroupArn],
      }),
      ...workerStatements(this, props.worker, props),
    ];
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { work: new PolicyDocument({ statements }) },
    });
    acknowledgePrefixes(role, statements);
    return role;
  }

  private createFunction(props: WorkerFunctionProps, role: Role): LambdaFunction {
    const { worker, context, enterprise } = props;
    const settings = WORKERS[worker];
    return new LambdaFunction(this, 'Function', {
      functionName: functionName(context.stage, worker),
      description: `Prompt Service Workers: ${worker}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(props.folder),
      layers: enterprise ? [enterprise.layer] : [],
      role,
      timeout: Duration.seconds(settings.timeoutSeconds),
      memorySize: settings.memoryMb,
      ephemeralStorageSize: Size.mebibytes(settings.ephemeralStorageMb),
      environment: {
        ...workerVariables(worker, {
          context,
          bucketName: props.bucket.bucketName,
          queues: props.queues,
          pluginsIndexSha256: enterprise?.indexSha256,
        }),
        // A small young generation keeps a warm worker a tenth smaller (bench:extraction --part speed).
        NODE_OPTIONS: '--enable-source-maps --max-semi-space-size=16',
        POWERTOOLS_METRICS_NAMESPACE: props.metricsNamespace,
      },
      logGroup: this.logGroup,
      loggingFormat: LoggingFormat.JSON,
      // Lambda takes a line without a level, as metrics are, for INFO: at WARN it would drop them. The workers
      // themselves keep to `LOG_LEVEL`.
      applicationLogLevelV2:
        context.logLevel === 'DEBUG' ? ApplicationLogLevel.DEBUG : ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.INFO,
      // Lambda stops a function that has sent to its own queue about 16 times in a row; elsewhere that is a bug.
      recursiveLoop: GOES_ON_IN_ROUNDS.has(worker) ? RecursiveLoop.ALLOW : RecursiveLoop.TERMINATE,
    });
  }

  private createMapping({ worker, queues, context }: WorkerFunctionProps): EventSourceMapping {
    return new EventSourceMapping(this, 'Mapping', {
      target: this.function,
      eventSourceArn: queues[worker].queue.queueArn,
      batchSize: WORKERS[worker].batchSize,
      reportBatchItemFailures: true,
      maxConcurrency: context.maxConcurrency,
      metricsConfig: { metrics: [MetricType.EVENT_COUNT] },
    });
  }
}
