import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { DeployContext } from '../deploy-context.ts';
import type { Watched } from './worker-metrics.ts';

/** What the rows of the dashboard show. */
export type DashboardProps = {
  watched: readonly Watched[];
  alarms: readonly Alarm[];
  context: DeployContext;
};
