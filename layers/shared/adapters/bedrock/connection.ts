import * as z from 'zod';
import { permanentError } from '../../contract/errors.ts';
import { bareCause } from '../bare-cause.ts';
import { type AdapterInstance, wrongConfiguration } from '../configuration.ts';
import type { AdapterContext } from '../context.ts';
import { httpFetch } from '../http-fetch.ts';
import { type InstanceSecrets, instanceSecrets } from '../instance-secrets.ts';

/** Settings of how to reach Amazon Bedrock; the same for language models and embeddings. */
export const bedrockSettings = {
  /** `iam_role`: the function's own credentials, or whatever the AWS SDK finds. */
  auth_type: z.enum(['access_keys', 'iam_role', 'bearer_token']).default('iam_role'),
  region_name: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be an AWS region')
    .optional(),
  /** For a VPC endpoint or a test server; the region's own otherwise. */
  endpoint_url: z.url({ protocol: /^https?$/ }).optional(),
};
type Settings = z.output<z.ZodObject<typeof bedrockSettings>>;

export const BEDROCK_SECRETS = [
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
  'aws_bearer_token',
] as const;

const REQUIRED = {
  access_keys: ['aws_access_key_id', 'aws_secret_access_key'],
  iam_role: [],
  bearer_token: ['aws_bearer_token'],
} as const;

export function bedrockSecrets(
  instance: AdapterInstance,
  context: AdapterContext,
  settings: Settings,
): InstanceSecrets {
  return instanceSecrets(instance, context, REQUIRED[settings.auth_type]);
}

/** Options for the AI SDK's Bedrock provider. Throws `invalid_adapter_configuration` without a region. */
export function bedrockConnection(instance: AdapterInstance, settings: Settings) {
  const region = settings.region_name ?? process.env.AWS_REGION;
  if (!region) {
    throw wrongConfiguration(
      `Adapter "${instance.id}": settings.region_name is missing, and AWS_REGION is not set.`,
    );
  }
  return async (secrets: Record<string, string>) => ({
    region,
    fetch: httpFetch,
    // Always given: AWS_ENDPOINT_URL, which may point at a local SQS and S3, must not redirect model calls.
    baseURL: settings.endpoint_url ?? `https://bedrock-runtime.${region}.${domain(region)}`,
    ...(await credentials(instance, settings, region, secrets)),
  });
}

const domain = (region: string) => (region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com');

/** A blank key keeps the AI SDK from taking AWS_BEARER_TOKEN_BEDROCK of the environment instead. */
const NO_BEARER_TOKEN = ' ';

async function credentials(
  instance: AdapterInstance,
  { auth_type }: Settings,
  region: string,
  secrets: Record<string, string>,
) {
  if (auth_type === 'bearer_token') return { apiKey: secrets.aws_bearer_token as string };
  if (auth_type === 'iam_role')
    return { apiKey: NO_BEARER_TOKEN, ...(await roleCredentials(instance, region)) };
  return {
    apiKey: NO_BEARER_TOKEN,
    accessKeyId: secrets.aws_access_key_id as string,
    secretAccessKey: secrets.aws_secret_access_key as string,
    ...(secrets.aws_session_token && { sessionToken: secrets.aws_session_token }),
  };
}

const chains = new Map<string, () => Promise<AwsCredentials>>();
type AwsCredentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

/** The AWS SDK's own chain (environment, container, instance, profile), which caches and renews. */
async function roleCredentials({ id, kind }: AdapterInstance, region: string): Promise<AwsCredentials> {
  let chain = chains.get(region);
  if (!chain) {
    const { S3Client } = await import('../aws-clients/s3.ts');
    chain = new S3Client({ region }).config.credentials;
    chains.set(region, chain);
  }
  try {
    return await chain();
  } catch (error) {
    const message = `Adapter "${id}": auth_type is iam_role, and no AWS credentials were found.`;
    throw permanentError(`${kind}_auth_failed`, message, bareCause(error));
  }
}
