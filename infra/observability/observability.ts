import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Annotations, CfnOutput, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { STAGES, type StageName } from '#shared/contract/identifiers.ts';
import type { DeployContext } from '../deploy-context.ts';
import type { WorkQueue } from '../parts/work-queue.ts';
import type { WorkerFunction } from '../parts/worker-function.ts';
import { Alarms } from './alarms.ts';
import { dashboard } from './dashboard.ts';
import type { Watched } from './worker-metrics.ts';

export type ObservabilityProps = {
  context: DeployContext;
  queues: Readonly<Record<StageName, WorkQueue>>;
  workers: Readonly<Record<StageName, WorkerFunction>>;
  metricsNamespace: string;
};

/** Alarms, who is told of them, and one dashboard. */
export class Observability extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { context, queues, workers, metricsNamespace }: ObservabilityProps,
  ) {
    super(scope, id);
    const topic = this.alarmTopic(context.alarmEmail);
    const watched = STAGES.map(
      (worker): Watched => ({ worker, queue: queues[worker], function: workers[worker], metricsNamespace }),
    );
    const alarms = new Alarms(this, 'Alarms', {
      deployStage: context.stage,
      watched,
      action: new SnsAction(topic),
      dailyModelBudget: context.dailyModelBudget,
    });
    dashboard(this, { watched, alarms: alarms.all, context });
  }

  private alarmTopic(email: string | undefined): Topic {
    const topic = new Topic(this, 'AlarmTopic', { displayName: 'Prompt workers alarms', enforceSSL: true });
    // A policy of one's own replaces the one that lets the account's alarms publish.
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    if (email) topic.addSubscription(new EmailSubscription(email));
    else {
      Annotations.of(topic).addWarningV2(
        'prompt-workers:nobody-is-told',
        'Nobody is told of alarms: set --context alarmEmail=… or subscribe to the topic AlarmTopicArn.',
      );
    }
    new CfnOutput(this, 'AlarmTopicArn', { value: topic.topicArn }).overrideLogicalId('AlarmTopicArn');
    return topic;
  }
}
