import { randomUUID } from 'node:crypto';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createAdapterRegistry, type RegistryOptions } from '../adapters/create-registry.ts';
import type { AdapterRegistry } from '../adapters/registry.ts';
import type { StageName } from '../contract/identifiers.ts';
import type { WorkerEnvironment } from '../environment.ts';
import { loadPlugins } from '../plugins/load-plugins.ts';
import type { PluginSet } from '../plugins/plugin-set.ts';
import type { Stage } from '../stage.ts';
import { documentStore } from '../store/s3-documents.ts';
import { s3ObjectStore } from '../store/s3-objects.ts';
import type { Log } from '../telemetry/log.ts';
import { powertoolsTelemetry } from '../telemetry/powertools-telemetry.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { type AwsClients, awsClients } from './clients.ts';
import { handleRecord } from './handle-record.ts';
import type { LeaseKind } from './lease.ts';
import type { InvocationContext, WorkerParts } from './parts.ts';
import { sqsQueues } from './queues.ts';

export type WorkerOptions<S extends StageName = StageName> = {
  environment: WorkerEnvironment<S>;
  lease: LeaseKind;
  clients?: AwsClients;
  telemetry?: Telemetry;
  /** Loads the enterprise plugins, once a process. */
  plugins?: (log: Log) => Promise<PluginSet>;
  /** Makes the adapters of one try. */
  registry?: (options: RegistryOptions) => AdapterRegistry | Promise<AdapterRegistry>;
};

export type Worker = ((event: SQSEvent, context: InvocationContext) => Promise<SQSBatchResponse>) & {
  /** Rejects when the worker cannot start, e.g. because the enterprise layer was altered. */
  ready: Promise<unknown>;
};

/**
 * A stage's own logic as a handler of SQS batches: the same in Lambda, in a container and in a test. Records are
 * worked on at the same time and independently; those that failed are reported and come back.
 */
export function createWorker<S extends StageName>(
  stage: S,
  work: Stage<S>,
  options: WorkerOptions<S>,
): Worker {
  const environment = options.environment as WorkerEnvironment;
  const telemetry = options.telemetry ?? defaultTelemetry(stage, environment);
  const load = options.plugins ?? ((log: Log) => loadInstalledPlugins(environment, log));
  const plugins = load(telemetry.log());
  // Told by `ready` and by every invocation, instead of ending the process unhandled.
  plugins.catch(() => {});

  const parts: WorkerParts = {
    stage,
    work: work as unknown as Stage,
    environment,
    lease: options.lease,
    ...openStores(environment, stage, options.clients ?? awsClients()),
    plugins: () => plugins,
    registry: async (registryOptions) => (options.registry ?? createAdapterRegistry)(registryOptions),
  };

  async function worker(event: SQSEvent, context: InvocationContext): Promise<SQSBatchResponse> {
    await plugins;
    const metrics = telemetry.metrics();
    const handle = async (record: SQSEvent['Records'][number]) => {
      const ids = { message_id: record.messageId, request_id: context.awsRequestId };
      const logFor = (fields: Record<string, unknown>) => telemetry.log({ ...ids, ...fields });
      const delivered = { record, owner: randomUUID(), context, metrics, logFor, log: logFor({}) };
      const verdict = await handleRecord(parts, delivered);
      return verdict === 'keep' ? [{ itemIdentifier: record.messageId }] : [];
    };
    try {
      return { batchItemFailures: (await Promise.all(event.Records.map(handle))).flat() };
    } finally {
      metrics.publish();
    }
  }
  return Object.assign(worker, { ready: plugins });
}

function openStores(environment: WorkerEnvironment, stage: StageName, { s3, sqs }: AwsClients) {
  const bucket = environment.BUCKET_NAME;
  const objects = s3ObjectStore({ client: s3, bucket });
  const documents = documentStore({
    objects,
    client: s3,
    bucket,
    documentsPrefix: environment.DOCUMENTS_PREFIX,
    allowedBuckets: environment.ALLOWED_BUCKETS,
    maxBytes: environment.MAX_DOCUMENT_BYTES,
  });
  return { objects, documents, queues: sqsQueues(sqs, stage, environment) };
}

/** Metrics as EMF only where CloudWatch reads the output. */
function defaultTelemetry(stage: StageName, environment: WorkerEnvironment): Telemetry {
  const emf = process.env.AWS_LAMBDA_FUNCTION_NAME !== undefined;
  return powertoolsTelemetry(stage, { level: environment.LOG_LEVEL, emf });
}

function loadInstalledPlugins(environment: WorkerEnvironment, log: Log): Promise<PluginSet> {
  return loadPlugins({
    enterprise: environment.UNSTRACT_ENTERPRISE_MODE,
    root: environment.PSW_PLUGINS_ROOT,
    indexSha256: environment.PSW_PLUGINS_INDEX_SHA256,
    log,
  });
}
