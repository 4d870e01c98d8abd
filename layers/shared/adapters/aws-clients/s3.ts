/** See ssm.ts for why this file is. */
export { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
