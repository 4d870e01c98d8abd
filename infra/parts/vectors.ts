import { CfnIndex, CfnVectorBucket } from 'aws-cdk-lib/aws-s3vectors';
import type { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

/** Cosine, as the embeddings are normalised; it cannot be changed later, nor can the dimension. */
const DISTANCE_METRIC = 'cosine';

/** A vector bucket of S3 Vectors with one index. */
export class Vectors extends Construct {
  readonly bucketArn: string;
  readonly indexArn: string;

  constructor(scope: Construct, id: string, props: { dimensions: number; removal: RemovalPolicy }) {
    super(scope, id);
    const bucket = new CfnVectorBucket(this, 'Bucket', { encryptionConfiguration: { sseType: 'AES256' } });
    const index = new CfnIndex(this, 'Index', {
      vectorBucketArn: bucket.attrVectorBucketArn,
      // Holds what cannot be changed, so that another dimension makes another index in place of a failed update.
      indexName: `documents-${props.dimensions}-${DISTANCE_METRIC}`,
      dataType: 'float32',
      dimension: props.dimensions,
      distanceMetric: DISTANCE_METRIC,
    });
    for (const resource of [bucket, index]) resource.applyRemovalPolicy(props.removal);
    this.bucketArn = bucket.attrVectorBucketArn;
    this.indexArn = index.attrIndexArn;
  }
}
