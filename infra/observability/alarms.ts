import {
  Alarm,
  ComparisonOperator,
  type IAlarmAction,
  type IMetric,
  MathExpression,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { WORKERS } from '#shared/workers.ts';
import { GOES_ON_IN_ROUNDS } from '../rounds.ts';
import { FAILING_CALLS, SLOW_SHARE, STALLED_AFTER_SECONDS } from './thresholds.ts';
import { FIVE_MINUTES, ownTotal, type Watched } from './worker-metrics.ts';

export type AlarmsProps = {
  deployStage: string;
  watched: readonly Watched[];
  /** Told when an alarm goes off, and when it is over. */
  action: IAlarmAction;
  /** US dollars of model calls a day. */
  dailyModelBudget: number | undefined;
};

/** Missing data means that nothing happened: Lambda, and the workers themselves, report nothing while they are idle. */
export class Alarms extends Construct {
  readonly all: Alarm[] = [];
  readonly #deployStage: string;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.#deployStage = props.deployStage;
    for (const one of props.watched) {
      this.deadLetters(one, props.action);
      this.stalled(one, props.action);
      this.errors(one, props.action);
      this.throttles(one, props.action);
      if (!GOES_ON_IN_ROUNDS.has(one.worker)) this.slow(one, props.action);
    }
    this.modelCalls(props);
    if (props.dailyModelBudget !== undefined) this.modelCost(props, props.dailyModelBudget);
  }

  private add(id: string, action: IAlarmAction, alarm: Definition): void {
    const made = new Alarm(this, id, {
      alarmName: `prompt-workers-${this.#deployStage}-${id}`,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...alarm,
    });
    made.addAlarmAction(action);
    made.addOkAction(action);
    this.all.push(made);
  }

  /** The depth, not the number sent: SQS does not count what it dead-letters itself as sent. */
  private deadLetters({ worker, queue }: Watched, action: IAlarmAction): void {
    this.add(`${worker}-dead-letters`, action, {
      alarmDescription: `Messages of ${worker} gave up; their attributes and the run's result say why. Runbook: dead letters.`,
      metric: queue.deadLetterQueue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      threshold: 1,
      evaluationPeriods: 1,
      // SQS reports nothing of a queue that nobody has touched for six hours, and the messages are still there.
      treatMissingData: TreatMissingData.IGNORE,
    });
  }

  /** Depth or age alone misfire on a busy queue; age while nothing is finished does not. */
  private stalled({ worker, queue }: Watched, action: IAlarmAction): void {
    this.add(`${worker}-stalled`, action, {
      alarmDescription: `Messages wait in the queue of ${worker} and none is finished. Runbook: stalled queue.`,
      metric: new MathExpression({
        expression: `IF(age > ${STALLED_AFTER_SECONDS[worker]} AND FILL(deleted, 0) == 0, 1, 0)`,
        usingMetrics: {
          age: queue.queue.metricApproximateAgeOfOldestMessage({
            period: FIVE_MINUTES,
            statistic: 'Maximum',
          }),
          deleted: queue.queue.metricNumberOfMessagesDeleted({ period: FIVE_MINUTES, statistic: 'Sum' }),
        },
        label: `${worker} stalled`,
        period: FIVE_MINUTES,
      }),
      threshold: 1,
      evaluationPeriods: 6,
    });
  }

  /** The handlers catch everything, so an error here is a time-out, a lack of memory or a failed start. */
  private errors({ worker, function: { function: fn } }: Watched, action: IAlarmAction): void {
    this.add(`${worker}-errors`, action, {
      alarmDescription: `Invocations of ${worker} ended by time-out, lack of memory or a failed start. Runbook: function errors.`,
      metric: fn.metricErrors({ period: FIVE_MINUTES, statistic: 'Sum' }),
      threshold: 1,
      evaluationPeriods: 1,
    });
  }

  private throttles({ worker, function: { function: fn } }: Watched, action: IAlarmAction): void {
    this.add(`${worker}-throttles`, action, {
      alarmDescription: `Lambda throttles ${worker}: the account's concurrency is used up. Runbook: throttles.`,
      metric: fn.metricThrottles({ period: FIVE_MINUTES, statistic: 'Sum' }),
      threshold: 1,
      evaluationPeriods: 3,
    });
  }

  private slow({ worker, function: { function: fn } }: Watched, action: IAlarmAction): void {
    this.add(`${worker}-slow`, action, {
      alarmDescription: `${worker} comes close to its time-out. Runbook: slow invocations.`,
      metric: fn.metricDuration({ period: FIVE_MINUTES, statistic: 'p95' }),
      threshold: SLOW_SHARE * WORKERS[worker].timeoutSeconds * 1000,
      evaluationPeriods: 3,
    });
  }

  private modelCalls({ watched, action }: AlarmsProps): void {
    this.add('model-calls-failing', action, {
      alarmDescription: 'Calls of models fail. Runbook: model calls.',
      metric: ownTotal(watched, 'ModelCallErrors', { label: 'failed model calls' }),
      threshold: FAILING_CALLS,
      evaluationPeriods: 2,
    });
  }

  private modelCost({ watched, action }: AlarmsProps, dollars: number): void {
    this.add('model-cost', action, {
      alarmDescription: `Model calls of one day cost more than $${dollars}. Runbook: cost.`,
      metric: ownTotal(watched, 'ModelCost', { label: 'model cost in $', period: Duration.days(1) }),
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      threshold: dollars,
      evaluationPeriods: 1,
    });
  }
}

type Definition = {
  alarmDescription: string;
  metric: IMetric;
  threshold: number;
  evaluationPeriods: number;
  treatMissingData?: TreatMissingData;
  comparisonOperator?: ComparisonOperator;
};
