import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';

export type AwsClients = { sqs: SQSClient; s3: S3Client };

/**
 * A connection that is dead must not hold a lease for ever: the SDK has no time-outs of its own, and repeats a request
 * that ran into one. Longer than a long poll (20 s) is silent.
 */
const requestHandler = { connectionTimeout: 10_000, socketTimeout: 60_000 };

/** Clients from the environment alone. A custom endpoint's S3 is addressed by path: it has no bucket host names. */
export function awsClients(variables: Record<string, string | undefined> = process.env): AwsClients {
  const forcePathStyle = Boolean(variables.AWS_ENDPOINT_URL_S3 ?? variables.AWS_ENDPOINT_URL);
  return { sqs: new SQSClient({ requestHandler }), s3: new S3Client({ forcePathStyle, requestHandler }) };
}
