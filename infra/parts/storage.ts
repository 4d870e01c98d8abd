import { AccountPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  type LifecycleRule,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Annotations, Duration, type RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { EMBEDDINGS_PREFIX, INDEXES_PREFIX, PAYLOADS_PREFIX, RUNS_PREFIX } from '#shared/contract/keys.ts';
import { RETENTION_DAYS } from '#shared/workers.ts';

/** Where backends put documents; the workers' own default. */
export const DOCUMENTS_PREFIX = 'documents/';
/** Adapter configuration may stand here, where only this stack's functions read it. */
export const ADAPTERS_PREFIX = 'adapters/';

const ACCESS_LOG_DAYS = 90;
/** A payload must outlive its message: the queue, then the dead-letter queue, then a redrive's days in the queue. */
const PAYLOAD_DAYS = 2 * RETENTION_DAYS.queue + RETENTION_DAYS.deadLetterQueue + 8;

export type StorageProps = {
  existingBucketName?: string | undefined;
  removal: RemovalPolicy;
  retentionDays: number;
  senderAccounts: readonly string[];
};

/**
 * The one bucket: documents, runs, indexes, and payloads too large for a queue. Versioning stays off: claims and
 * checkpoints are overwritten often, and every old version would be paid for.
 */
export class Storage extends Construct {
  readonly bucket: IBucket;

  constructor(scope: Construct, id: string, props: StorageProps) {
    super(scope, id);
    this.bucket = props.existingBucketName
      ? this.existing(props.existingBucketName, props)
      : this.create(props);
  }

  private create({ removal, retentionDays, senderAccounts }: StorageProps): Bucket {
    const common = {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      removalPolicy: removal,
    };
    const accessLogs = new Bucket(this, 'AccessLogs', {
      ...common,
      lifecycleRules: [{ id: 'expire', expiration: Duration.days(ACCESS_LOG_DAYS) }],
    });
    const bucket = new Bucket(this, 'Bucket', {
      ...common,
      versioned: false,
      serverAccessLogsBucket: accessLogs,
      lifecycleRules: lifecycleRules(retentionDays),
    });
    for (const account of senderAccounts) letBackendUse(bucket, account);
    return bucket;
  }

  private existing(name: string, { senderAccounts }: StorageProps): IBucket {
    Annotations.of(this).addInfoV2(
      'prompt-workers:existing-bucket',
      `Bucket ${name} keeps its own policy, encryption and lifecycle: docs/operations.md says what it needs` +
        (senderAccounts.length > 0 ? ', and what the sender accounts need on it.' : '.'),
    );
    return Bucket.fromBucketName(this, 'Bucket', name);
  }
}

function lifecycleRules(retentionDays: number): LifecycleRule[] {
  const expire = (prefix: string, days: number): LifecycleRule => ({
    id: `expire-${prefix.slice(0, -1)}`,
    prefix,
    expiration: Duration.days(days),
  });
  return [
    expire(RUNS_PREFIX, retentionDays),
    expire(INDEXES_PREFIX, retentionDays),
    expire(EMBEDDINGS_PREFIX, retentionDays),
    expire(PAYLOADS_PREFIX, PAYLOAD_DAYS),
    { id: 'abort-uploads', abortIncompleteMultipartUploadAfter: Duration.days(1) },
  ];
}

/** What a backend of another account does with `client/`: store documents and payloads, follow runs, read results. */
function letBackendUse(bucket: Bucket, account: string): void {
  const allow = (actions: string[], resources: string[], conditions?: Record<string, unknown>) =>
    bucket.addToResourcePolicy(
      new PolicyStatement({ principals: [new AccountPrincipal(account)], actions, resources, conditions }),
    );
  allow(
    ['s3:PutObject'],
    [DOCUMENTS_PREFIX, PAYLOADS_PREFIX].map((prefix) => bucket.arnForObjects(`${prefix}*`)),
  );
  allow(['s3:GetObject'], [bucket.arnForObjects(`${RUNS_PREFIX}*`)]);
  // Without it a result that is not there yet answers 403, not 404; see objectStatements for "IfExists".
  allow(['s3:ListBucket'], [bucket.bucketArn], {
    StringLikeIfExists: { 's3:prefix': [`${RUNS_PREFIX}*`] },
  });
}
