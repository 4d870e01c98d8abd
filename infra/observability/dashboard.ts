import { Dashboard, type IWidget, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Duration, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { DashboardProps } from './dashboard-props.ts';
import { fallingBehind } from './widgets/falling-behind.ts';
import { healthy } from './widgets/healthy.ts';
import { latestFailures } from './widgets/latest-failures.ts';
import { money } from './widgets/money.ts';
import { quality } from './widgets/quality.ts';
import { whereTimeGoes } from './widgets/where-time-goes.ts';

/** One row a question, the most urgent first. */
export function dashboard(scope: Construct, props: DashboardProps): Dashboard {
  return new Dashboard(scope, 'Dashboard', {
    // Dashboards have no Region: the same stage in another one would write over this one.
    dashboardName: `prompt-workers-${props.context.stage}-${Stack.of(scope).region}`,
    defaultInterval: Duration.hours(3),
    widgets: [
      question(
        'Is it healthy?',
        `Red here means documents fail. Why: \`npm start -- dlq list --stage ${props.context.stage}\`, and "What failed last?" below. What to do: docs/operations.md, "Alarms and runbooks".`,
      ),
      healthy(props),
      question(
        'Is it falling behind?',
        'Age grows while nothing is finished: stalled. Age grows while much is finished: raise maxConcurrency.',
      ),
      fallingBehind(props),
      question(
        'Where does the time go?',
        'Extraction or evaluation close to 100 % of the time-out: about to be killed. Chunking and autogen go on in another round.',
      ),
      whereTimeGoes(props),
      question(
        'Are the answers good?',
        'Incomplete: no answer in the document, or time ran out. Ungrounded: an answer that stands nowhere in the text.',
      ),
      quality(props),
      question(
        'What does it cost?',
        'The last three days, whatever range is chosen above. An estimate: list prices of Lambda and of the models; without queues, storage and logs.',
      ),
      money(props),
      question('What failed last?', 'Errors of all four workers; `run_id` finds everything about a run.'),
      latestFailures(props),
    ],
  });
}

function question(title: string, hint: string): IWidget[] {
  return [new TextWidget({ markdown: `### ${title}\n${hint}`, width: 24, height: 2 })];
}
