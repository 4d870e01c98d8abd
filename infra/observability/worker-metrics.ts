import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import type { StageName } from '#shared/contract/identifiers.ts';
import type { MetricName } from '#shared/telemetry/metrics.ts';
import { WORKERS } from '#shared/workers.ts';
import type { WorkQueue } from '../parts/work-queue.ts';
import type { WorkerFunction } from '../parts/worker-function.ts';

export const FIVE_MINUTES = Duration.minutes(5);

/** One worker as dashboard and alarms see it. */
export type Watched = {
  worker: StageName;
  queue: WorkQueue;
  function: WorkerFunction;
  metricsNamespace: string;
};

/** A metric that the workers emit themselves; the name's type lets nothing else through. */
export function ownMetric(
  { worker, metricsNamespace }: Watched,
  metricName: MetricName,
  options: { statistic?: string; label?: string; period?: Duration } = {},
): Metric {
  return new Metric({
    namespace: metricsNamespace,
    metricName,
    dimensionsMap: { service: WORKERS[worker].queue },
    statistic: options.statistic ?? 'Sum',
    label: options.label ?? worker,
    period: options.period ?? FIVE_MINUTES,
  });
}

/** Sum of one of our metrics over workers; a worker that was silent counts as 0. */
export function ownTotal(
  watched: readonly Watched[],
  name: MetricName,
  options: { label: string; period?: Duration },
): MathExpression {
  const prefix = name.charAt(0).toLowerCase() + name.slice(1);
  const usingMetrics = Object.fromEntries(
    watched.map((one) => [`${prefix}_${one.worker}`, ownMetric(one, name, options)]),
  );
  return new MathExpression({
    expression: Object.keys(usingMetrics)
      .map((id) => `FILL(${id}, 0)`)
      .join(' + '),
    usingMetrics,
    label: options.label,
    period: options.period ?? FIVE_MINUTES,
  });
}

/** Records that a mapping gave back to the queue, because the function failed or said so. */
export function recordsGivenBack({ worker, function: { mapping } }: Watched): Metric {
  return new Metric({
    namespace: 'AWS/Lambda',
    metricName: 'FailedInvokeEventCount',
    dimensionsMap: { EventSourceMappingUUID: mapping.eventSourceMappingId },
    statistic: 'Sum',
    label: `${worker} given back`,
    period: FIVE_MINUTES,
  });
}
