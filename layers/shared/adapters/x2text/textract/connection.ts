import type { TextractClient } from '@aws-sdk/client-textract';
import { type AdapterInstance, wrongConfiguration } from '../../configuration.ts';
import type { AdapterContext } from '../../context.ts';
import { instanceSecrets } from '../../instance-secrets.ts';
import type { Settings } from './settings.ts';

/** A client of Textract. It tries nothing again by itself: waiting and queue own the retries. */
export function textractConnection(instance: AdapterInstance, context: AdapterContext, settings: Settings) {
  const region = settings.region_name ?? process.env.AWS_REGION;
  if (!region)
    throw wrongConfiguration(
      `Adapter "${instance.id}": settings.region_name is missing, and AWS_REGION is not set.`,
    );
  const ofKeys = settings.auth_type === 'access_keys';
  const secrets = instanceSecrets(
    instance,
    context,
    ofKeys ? ['aws_access_key_id', 'aws_secret_access_key'] : [],
  );
  const client = async (): Promise<TextractClient> => {
    const { TextractClient } = await import('../../aws-clients/textract.ts');
    const values = await secrets.all();
    return new TextractClient({
      region,
      maxAttempts: 1,
      // Always given: AWS_ENDPOINT_URL, which may point at a local SQS and S3, must not redirect these calls.
      endpoint: settings.endpoint_url ?? `https://textract.${region}.${domain(region)}`,
      ...(ofKeys && {
        credentials: {
          accessKeyId: values.aws_access_key_id ?? '',
          secretAccessKey: values.aws_secret_access_key ?? '',
          ...(values.aws_session_token && { sessionToken: values.aws_session_token }),
        },
      }),
    });
  };
  return { client, refused: secrets.refused };
}

const domain = (region: string) => (region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com');
