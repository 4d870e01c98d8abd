import { type IWidget, LogQueryVisualizationType, LogQueryWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { DashboardProps } from '../dashboard-props.ts';

/** The last errors that the workers logged themselves, and invocations that Lambda ended. */
export function latestFailures({ watched }: DashboardProps): IWidget[] {
  const logGroupNames = watched.map((one) => one.function.logGroup.logGroupName);
  return [
    new LogQueryWidget({
      title: 'Errors, newest first',
      logGroupNames,
      view: LogQueryVisualizationType.TABLE,
      queryLines: [
        // The runtime's own lines, of a failed start or a crash, have an object for a message and no service.
        'fields @timestamp, coalesce(service, @log) as worker, coalesce(message, message.errorMessage) as what, run_id, code, attempts',
        'filter level = "ERROR"',
        'sort @timestamp desc',
        'limit 20',
      ],
      width: 16,
      height: 8,
    }),
    new LogQueryWidget({
      title: 'Invocations that Lambda ended',
      logGroupNames,
      view: LogQueryVisualizationType.TABLE,
      queryLines: [
        'filter type = "platform.report" and record.status != "success"',
        'fields @timestamp, record.status, record.metrics.durationMs, record.metrics.maxMemoryUsedMB, @log',
        'sort @timestamp desc',
        'limit 20',
      ],
      width: 8,
      height: 8,
    }),
  ];
}
