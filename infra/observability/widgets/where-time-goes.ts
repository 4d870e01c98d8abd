import { Color, GraphWidget, type IWidget, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { WORKERS } from '#shared/workers.ts';
import type { DashboardProps } from '../dashboard-props.ts';
import { SLOW_SHARE } from '../thresholds.ts';
import { FIVE_MINUTES, ownTotal, recordsGivenBack } from '../worker-metrics.ts';

/** Duration against the limit, how many run at once, what was not started or ended badly, what is tried again. */
export function whereTimeGoes({ watched, context }: DashboardProps): IWidget[] {
  return [
    new GraphWidget({
      title: 'Duration p95, % of the time-out',
      left: watched.map(
        ({ worker, function: { function: fn } }) =>
          new MathExpression({
            expression: `100 * p95_${worker} / ${WORKERS[worker].timeoutSeconds * 1000}`,
            usingMetrics: {
              [`p95_${worker}`]: fn.metricDuration({ statistic: 'p95', period: FIVE_MINUTES }),
            },
            label: worker,
          }),
      ),
      leftAnnotations: [{ value: 100 * SLOW_SHARE, color: Color.ORANGE, label: 'slow' }],
      leftYAxis: { min: 0, max: 100, showUnits: false },
      width: 6,
      height: 6,
    }),
    new GraphWidget({
      title: 'Running at once',
      left: watched.map(({ worker, function: { function: fn } }) =>
        fn.metric('ConcurrentExecutions', { statistic: 'Maximum', label: worker }),
      ),
      leftAnnotations: [{ value: context.maxConcurrency, color: Color.ORANGE, label: 'maxConcurrency' }],
      leftYAxis: { min: 0, showUnits: false },
      width: 6,
      height: 6,
    }),
    new GraphWidget({
      title: 'Invocations that ended badly, and throttles',
      left: watched.flatMap(({ worker, function: { function: fn } }) => [
        fn.metricErrors({ statistic: 'Sum', label: `${worker} errors` }),
        fn.metricThrottles({ statistic: 'Sum', label: `${worker} throttles` }),
      ]),
      leftYAxis: { min: 0, showUnits: false },
      width: 6,
      height: 6,
    }),
    new GraphWidget({
      title: 'Tried again, taken over, continued',
      left: [
        ownTotal(watched, 'RetriesScheduled', { label: 'retries' }),
        ownTotal(watched, 'Throttles', { label: 'slowed down by providers' }),
        ownTotal(watched, 'CrashTakeovers', { label: 'taken over after a crash' }),
        ownTotal(watched, 'Continuations', { label: 'further rounds' }),
      ],
      right: watched.map(recordsGivenBack),
      leftYAxis: { min: 0, showUnits: false },
      rightYAxis: { min: 0, showUnits: false, label: 'records given back' },
      width: 6,
      height: 6,
    }),
  ];
}
