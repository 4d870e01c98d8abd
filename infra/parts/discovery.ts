import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { CfnOutput } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { STAGES, type StageName } from '#shared/contract/identifiers.ts';
import { parameterRoot } from '../names.ts';
import type { Vectors } from './vectors.ts';
import type { WorkQueue } from './work-queue.ts';

export type DiscoveryProps = {
  deployStage: string;
  bucketName: string;
  queues: Readonly<Record<StageName, WorkQueue>>;
  vectors: Vectors | undefined;
};

/**
 * Publishes what backends and operators need under `/prompt-workers/<stage>/`, to be read with one
 * GetParametersByPath (`discover` of client/), and again as outputs of the stack.
 */
export class Discovery extends Construct {
  constructor(scope: Construct, id: string, props: DiscoveryProps) {
    super(scope, id);
    this.publish(props.deployStage, 'bucket', props.bucketName);
    for (const worker of STAGES) {
      const { queue, deadLetterQueue } = props.queues[worker];
      this.publish(props.deployStage, `queues/${worker}/url`, queue.queueUrl);
      this.publish(props.deployStage, `queues/${worker}/dead-letter-url`, deadLetterQueue.queueUrl);
    }
    if (!props.vectors) return;
    this.publish(props.deployStage, 'vectors/bucket', props.vectors.bucketName);
    this.publish(props.deployStage, 'vectors/index', props.vectors.indexName);
  }

  private publish(deployStage: string, name: string, value: string): void {
    const id = name
      .split(/[/-]/)
      .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
      .join('');
    new StringParameter(this, id, {
      parameterName: `${parameterRoot(deployStage)}/${name}`,
      stringValue: value,
    });
    new CfnOutput(this, `${id}Output`, { value }).overrideLogicalId(id);
  }
}
