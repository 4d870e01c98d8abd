import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';

export type AwsClients = { sqs: SQSClient; s3: S3Client };

/** Clients from the environment alone. A custom endpoint's S3 is addressed by path: it has no bucket host names. */
export function awsClients(variables: Record<string, string | undefined> = process.env): AwsClients {
  const forcePathStyle = Boolean(variables.AWS_ENDPOINT_URL_S3 ?? variables.AWS_ENDPOINT_URL);
  return { sqs: new SQSClient({}), s3: new S3Client({ forcePathStyle }) };
}
