import { Color, GraphWidget, type IWidget, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { DashboardProps } from '../dashboard-props.ts';
import { STALLED_AFTER_SECONDS } from '../thresholds.ts';
import { FIVE_MINUTES } from '../worker-metrics.ts';

/** Age, depth, and how long the waiting messages will take at the present pace. */
export function fallingBehind({ watched }: DashboardProps): IWidget[] {
  return [
    new GraphWidget({
      title: 'Oldest message, seconds (leaves out what was received three times)',
      left: watched.map(({ worker, queue }) =>
        queue.queue.metricApproximateAgeOfOldestMessage({ statistic: 'Maximum', label: worker }),
      ),
      leftAnnotations: [
        { value: STALLED_AFTER_SECONDS.extraction, color: Color.ORANGE, label: 'stalled' },
        { value: STALLED_AFTER_SECONDS.autogen, color: Color.RED, label: 'autogen stalled' },
      ],
      leftYAxis: { min: 0, showUnits: false },
      width: 8,
      height: 6,
    }),
    new GraphWidget({
      title: 'Waiting messages',
      stacked: true,
      left: watched.map(({ worker, queue }) =>
        queue.queue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', label: worker }),
      ),
      leftYAxis: { min: 0, showUnits: false },
      width: 8,
      height: 6,
    }),
    new GraphWidget({
      title: 'Minutes to drain at the present pace (no line: idle, or nothing is finished)',
      left: watched.map(
        ({ worker, queue }) =>
          new MathExpression({
            expression: `IF(done_${worker} > 0, waiting_${worker} / (done_${worker} / 5))`,
            usingMetrics: {
              [`waiting_${worker}`]: queue.queue.metricApproximateNumberOfMessagesVisible({
                statistic: 'Maximum',
                period: FIVE_MINUTES,
              }),
              [`done_${worker}`]: queue.queue.metricNumberOfMessagesDeleted({
                statistic: 'Sum',
                period: FIVE_MINUTES,
              }),
            },
            label: worker,
          }),
      ),
      leftYAxis: { min: 0, showUnits: false },
      width: 8,
      height: 6,
    }),
  ];
}
