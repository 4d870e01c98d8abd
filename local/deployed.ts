import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { STAGES, type StageName } from '#shared/contract/identifiers.ts';
import { awsClients } from '#shared/runtime/clients.ts';
import { type Client, createClient, discover } from '../client/index.ts';
import { CliError } from './cli-error.ts';

/** A pipeline that runs elsewhere: what `up` started in another terminal, or a deployed stack. */
export type Deployed = {
  client: Client;
  sqs: SQSClient;
  s3: S3Client;
  bucket: string;
  queueUrls: Partial<Record<StageName, string>>;
  dlqUrls: Partial<Record<StageName, string>>;
};

/**
 * Connects to the pipeline that the environment names (`BUCKET_NAME`, `QUEUE_URL_EXTRACTION` … as `up` prints
 * them), or to a deployed stack's stage, whose names stand in SSM.
 */
export async function connect(stage: string | undefined): Promise<Deployed> {
  const { sqs, s3 } = awsClients();
  const { bucket, queueUrls } = stage === undefined ? fromEnvironment() : await discover({ stage });
  const client = createClient({ bucket, queueUrls, sqs, s3 });
  return { client, sqs, s3, bucket, queueUrls, dlqUrls: dlqUrlsOf(queueUrls) };
}

function fromEnvironment() {
  const bucket = process.env.BUCKET_NAME;
  const queueUrls = urls('QUEUE_URL_');
  const missing = [
    ...(bucket ? [] : ['BUCKET_NAME']),
    ...(queueUrls.extraction ? [] : ['QUEUE_URL_EXTRACTION']),
  ];
  if (bucket && missing.length === 0) return { bucket, queueUrls };
  throw new CliError(
    'no_pipeline',
    `${missing.join(' and ')} missing in the environment: set what "up" prints, or give --stage of a deployed stack`,
  );
}

function urls(prefix: string): Partial<Record<StageName, string>> {
  const pairs = STAGES.flatMap((stage) => {
    const url = process.env[`${prefix}${stage.toUpperCase()}`];
    return url ? [[stage, url] as const] : [];
  });
  return Object.fromEntries(pairs);
}

/** From the environment, otherwise by the stack's rule of naming. */
function dlqUrlsOf(queueUrls: Partial<Record<StageName, string>>): Partial<Record<StageName, string>> {
  const byName = Object.entries(queueUrls).map(([stage, url]) => [stage, `${url}_dlq`]);
  return { ...Object.fromEntries(byName), ...urls('DEAD_LETTER_QUEUE_URL_') };
}
