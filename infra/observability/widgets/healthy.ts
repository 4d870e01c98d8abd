import {
  AlarmStatusWidget,
  Color,
  GraphWidget,
  type IWidget,
  MathExpression,
  SingleValueWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import type { DashboardProps } from '../dashboard-props.ts';
import { ownMetric, ownTotal } from '../worker-metrics.ts';

const DAY = Duration.days(1);

/** Alarms, share of runs that succeed, what succeeded and failed, dead letters. */
export function healthy({ watched, alarms }: DashboardProps): IWidget[] {
  return [
    new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: 8, height: 6 }),
    new GraphWidget({
      title: 'Stages that succeed, %',
      left: watched.map(
        (one) =>
          new MathExpression({
            expression: `100 * FILL(good_${one.worker}, 0) / (FILL(good_${one.worker}, 0) + FILL(bad_${one.worker}, 0))`,
            usingMetrics: {
              [`good_${one.worker}`]: ownMetric(one, 'RunsSucceeded'),
              [`bad_${one.worker}`]: ownMetric(one, 'RunsFailed'),
            },
            label: one.worker,
          }),
      ),
      leftYAxis: { min: 0, max: 100, showUnits: false },
      width: 6,
      height: 6,
    }),
    new SingleValueWidget({
      title: 'Stages in 24 hours',
      metrics: [
        ownTotal(watched, 'RunsSucceeded', { label: 'succeeded', period: DAY }),
        ownTotal(watched, 'RunsFailed', { label: 'failed', period: DAY }),
        ownTotal(watched, 'DuplicateDeliveries', {
          label: 'duplicates answered from the store',
          period: DAY,
        }),
      ],
      // Whatever range the dashboard shows: a period of a day shows nothing in a range of hours.
      start: '-PT24H',
      setPeriodToTimeRange: true,
      width: 4,
      height: 6,
    }),
    new GraphWidget({
      title: 'Dead letters',
      left: watched.map(({ worker, queue }) =>
        queue.deadLetterQueue.metricApproximateNumberOfMessagesVisible({
          statistic: 'Maximum',
          label: worker,
        }),
      ),
      leftAnnotations: [{ value: 1, color: Color.RED, label: 'alarm' }],
      leftYAxis: { min: 0, showUnits: false },
      width: 6,
      height: 6,
    }),
  ];
}
