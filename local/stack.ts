import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STAGES, type StageName } from '#shared/contract/identifiers.ts';
import { stderrTelemetry } from '#shared/telemetry/stderr-telemetry.ts';
import { type Client, createClient } from '../client/index.ts';
import { parseWorkerProcess, type Variables } from '../functions/worker/environment.ts';
import { startWorkers } from '../functions/worker/start-workers.ts';
import { startEmbeddedAws } from './embedded-aws.ts';
import { endpointSettings } from './endpoint-settings.ts';
import { withPlugins } from './plugins.ts';
import { type Provisioned, provision } from './provision.ts';

export type LocalStackOptions = {
  /** Stages to work on; none: queues and bucket only. Default: all. */
  stages?: readonly StageName[];
  /** Port of the embedded SQS and S3; default: any free one. */
  port?: number;
  /** Further variables for the workers, over those of this process. */
  variables?: Variables;
};

export type LocalStack = Provisioned & {
  endpoint: string;
  client: Client;
  sqs: SQSClient;
  s3: S3Client;
  /** What a backend or worker of another process needs in its environment to use this stack. */
  variables: Record<string, string>;
  stop(): Promise<void>;
};

/**
 * The whole pipeline in this process: SQS and S3 (embedded, or those at `AWS_ENDPOINT_URL`), the workers of the
 * stages, and a client.
 */
export async function startLocalStack(options: LocalStackOptions = {}): Promise<LocalStack> {
  const given = process.env.AWS_ENDPOINT_URL;
  const embedded = given ? undefined : await startEmbeddedAws({ port: options.port ?? 0 });
  const endpoint = given ?? embedded?.endpoint ?? '';
  const settings = { ...endpointSettings(endpoint), maxAttempts: 5 };
  const sqs = new SQSClient(settings);
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  const close = async () => {
    sqs.destroy();
    s3.destroy();
    await embedded?.close();
  };
  const start = async () => {
    const provisioned = await provision(endpoint);
    const variables = stackVariables(endpoint, provisioned);
    return { provisioned, variables, workers: await startStages(options, variables, { sqs, s3 }) };
  };
  const { provisioned, variables, workers } = await start().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const queueUrls = Object.fromEntries(STAGES.map((stage) => [stage, provisioned.queues[stage].url]));
  return {
    ...provisioned,
    endpoint,
    client: createClient({ bucket: provisioned.bucket, queueUrls, sqs, s3 }),
    sqs,
    s3,
    variables,
    async stop() {
      await workers?.stop();
      await close();
    },
  };
}

async function startStages(
  { stages = STAGES, variables }: LocalStackOptions,
  stackOwn: Record<string, string>,
  clients: { sqs: SQSClient; s3: S3Client },
) {
  if (stages.length === 0) return undefined;
  return withPlugins({ ...process.env, ...variables }, async (given) => {
    const environment = parseWorkerProcess({
      ...QUICK,
      ...given,
      ...stackOwn,
      WORKER_STAGES: stages.join(','),
    });
    // What goes wrong is told by the command; the workers' own lines are for those who ask for them.
    const log = given.LOG_LEVEL ? {} : { write: () => {} };
    return startWorkers(environment, clients, (stage, { logLevel }) =>
      stderrTelemetry(stage, { level: logLevel, ...log }),
    );
  });
}

/** On one machine somebody waits: retries come soon. */
const QUICK = { FIRST_RETRY_DELAY_SECONDS: '2', WORKER_STOP_SECONDS: '5' };

/** The environment that `up` prints: any AWS SDK, the worker process and this command line understand it. */
function stackVariables(endpoint: string, { bucket, queues }: Provisioned): Record<string, string> {
  const settings = endpointSettings(endpoint);
  const urls = STAGES.flatMap((stage) => [
    [`QUEUE_URL_${stage.toUpperCase()}`, queues[stage].url],
    [`DEAD_LETTER_QUEUE_URL_${stage.toUpperCase()}`, queues[stage].dlqUrl],
  ]);
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: settings.region,
    AWS_DEFAULT_REGION: settings.region, // the name that boto3 and the AWS CLI read
    ...(settings.credentials && {
      AWS_ACCESS_KEY_ID: settings.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: settings.credentials.secretAccessKey,
    }),
    BUCKET_NAME: bucket,
    ...Object.fromEntries(urls),
  };
}
