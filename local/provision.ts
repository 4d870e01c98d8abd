import { CreateBucketCommand, HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { STAGES, type StageName } from '#shared/contract/identifiers.ts';
import { MAX_RECEIVE_COUNT, RETENTION_DAYS, WORKERS } from '#shared/workers.ts';
import { endpointSettings } from './endpoint-settings.ts';

export type Provisioned = {
  bucket: string;
  queues: Record<StageName, { url: string; dlqUrl: string }>;
};

/** The bucket of local mode, where no other name is asked for. */
export const LOCAL_BUCKET = 'prompt-workers';
const SECONDS_A_DAY = 86_400;

/**
 * Creates the bucket and the four queues, each with its dead-letter queue and redrive policy, at an endpoint that
 * speaks SQS and S3 (the embedded one, LocalStack …). What exists already stays as it is.
 *
 * @param options.visibilitySeconds Visibility time-out of the queues; default 30, as workers hold longer jobs
 * invisible by themselves.
 */
export async function provision(
  endpoint: string,
  options: { visibilitySeconds?: number; bucket?: string } = {},
): Promise<Provisioned> {
  const settings = endpointSettings(endpoint);
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  const sqs = new SQSClient(settings);
  try {
    const bucket = options.bucket ?? LOCAL_BUCKET;
    await createBucket(s3, bucket);
    const pairs = await Promise.all(
      STAGES.map(async (stage) => [stage, await createQueues(sqs, stage, options.visibilitySeconds ?? 30)]),
    );
    return { bucket, queues: Object.fromEntries(pairs) };
  } finally {
    s3.destroy();
    sqs.destroy();
  }
}

async function createBucket(s3: S3Client, bucket: string): Promise<void> {
  const exists = await s3.send(new HeadBucketCommand({ Bucket: bucket })).then(
    () => true,
    () => false,
  );
  if (!exists) await s3.send(new CreateBucketCommand({ Bucket: bucket }));
}

async function createQueues(sqs: SQSClient, stage: StageName, visibilitySeconds: number) {
  const { queue } = WORKERS[stage];
  const dlqUrl = await createQueue(sqs, `${queue}_dlq`, {
    MessageRetentionPeriod: String(RETENTION_DAYS.deadLetterQueue * SECONDS_A_DAY),
  });
  const dlq = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: dlqUrl, AttributeNames: ['QueueArn'] }),
  );
  const url = await createQueue(sqs, queue, {
    VisibilityTimeout: String(visibilitySeconds),
    MessageRetentionPeriod: String(RETENTION_DAYS.queue * SECONDS_A_DAY),
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: dlq.Attributes?.QueueArn,
      maxReceiveCount: MAX_RECEIVE_COUNT,
    }),
  });
  return { url, dlqUrl };
}

async function createQueue(
  sqs: SQSClient,
  name: string,
  attributes: Record<string, string>,
): Promise<string> {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
  if (!QueueUrl) throw new Error(`The SQS endpoint gave no URL for the new queue ${name}`);
  return QueueUrl;
}
