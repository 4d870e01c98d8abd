import { AccountPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption, RedrivePermission } from 'aws-cdk-lib/aws-sqs';
import { Duration, type RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { StageName } from '#shared/contract/identifiers.ts';
import { MAX_RECEIVE_COUNT, RETENTION_DAYS, WORKERS } from '#shared/workers.ts';
import { queueNames } from '../names.ts';

/** AWS's advice for queues that Lambda polls: a throttled batch is tried again inside the same visibility window. */
const VISIBILITY_TIMEOUTS = 6;
const MAX_MESSAGE_BYTES = 1024 * 1024;

export type WorkQueueProps = {
  worker: StageName;
  deployStage: string;
  removal: RemovalPolicy;
  senderAccounts: readonly string[];
};

/** A worker's queue and its dead-letter queue. Encrypted by SQS, reached over TLS only. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetterQueue: Queue;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const names = queueNames(props.deployStage, props.worker);
    const common = {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      maxMessageSizeBytes: MAX_MESSAGE_BYTES,
      removalPolicy: props.removal,
    };
    this.deadLetterQueue = new Queue(this, 'DeadLetterQueue', {
      ...common,
      queueName: names.deadLetterQueue,
      retentionPeriod: Duration.days(RETENTION_DAYS.deadLetterQueue),
      redriveAllowPolicy: {
        redrivePermission: RedrivePermission.BY_QUEUE,
        // By name: a reference to the queue, which refers to this one, would be a circle.
        sourceQueues: [Queue.fromQueueArn(this, 'Source', arnOfQueue(this, names.queue))],
      },
    });
    this.queue = new Queue(this, 'Queue', {
      ...common,
      queueName: names.queue,
      retentionPeriod: Duration.days(RETENTION_DAYS.queue),
      visibilityTimeout: Duration.seconds(VISIBILITY_TIMEOUTS * WORKERS[props.worker].timeoutSeconds),
      receiveMessageWaitTime: Duration.seconds(20),
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: MAX_RECEIVE_COUNT },
    });
    for (const account of props.senderAccounts) this.letSend(account);
  }

  private letSend(account: string): void {
    this.queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new AccountPrincipal(account)],
        actions: ['sqs:SendMessage', 'sqs:GetQueueUrl'],
        resources: [this.queue.queueArn],
      }),
    );
  }
}

const arnOfQueue = (scope: Construct, resource: string): string =>
  Stack.of(scope).formatArn({ service: 'sqs', resource });
