import { CfnIndex, CfnVectorBucket } from 'aws-cdk-lib/aws-s3vectors';
import type { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

/** Cosine, as the embeddings are normalised; it cannot be changed later, nor can the dimension. */
const DISTANCE_METRIC = 'cosine';

/** The adapter for S3 Vectors names its indexes `documents-<dimensions>-cosine` as well, and makes further ones. */
const INDEX_PREFIX = 'documents';

export type VectorsProps = { bucketName: string; dimensions: number; removal: RemovalPolicy };

/** A vector bucket of S3 Vectors with one index. */
export class Vectors extends Construct {
  readonly bucketName: string;
  readonly indexName: string;
  /** Its indexes for any number of dimensions. */
  readonly indexArns: string;

  constructor(scope: Construct, id: string, props: VectorsProps) {
    super(scope, id);
    this.bucketName = props.bucketName;
    this.indexName = `${INDEX_PREFIX}-${props.dimensions}-${DISTANCE_METRIC}`;
    const bucket = new CfnVectorBucket(this, 'Bucket', {
      vectorBucketName: props.bucketName,
      encryptionConfiguration: { sseType: 'AES256' },
    });
    const index = new CfnIndex(this, 'Index', {
      vectorBucketArn: bucket.attrVectorBucketArn,
      // Holds what cannot be changed, so that another dimension makes another index in place of a failed update.
      indexName: this.indexName,
      dataType: 'float32',
      dimension: props.dimensions,
      distanceMetric: DISTANCE_METRIC,
    });
    for (const resource of [bucket, index]) resource.applyRemovalPolicy(props.removal);
    this.indexArns = `${bucket.attrVectorBucketArn}/index/${INDEX_PREFIX}-*`;
  }
}
