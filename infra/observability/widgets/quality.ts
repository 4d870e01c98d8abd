import { GraphWidget, type IWidget, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import type { DashboardProps } from '../dashboard-props.ts';
import { ownMetric, type Watched } from '../worker-metrics.ts';

const axis = { min: 0, showUnits: false };

/** What goes through, and how good what comes out is. */
export function quality({ watched }: DashboardProps): IWidget[] {
  const of = (worker: string): Watched[] => watched.filter((one) => one.worker === worker);
  return [
    new GraphWidget({
      title: 'Pages, chunks, answers',
      left: [
        ...of('extraction').map((one) => ownMetric(one, 'Pages', { label: 'pages' })),
        ...of('chunking').map((one) => ownMetric(one, 'Chunks', { label: 'chunks' })),
        ...of('autogen').map((one) => ownMetric(one, 'Answers', { label: 'answers' })),
      ],
      leftYAxis: axis,
      width: 12,
      height: 6,
    }),
    new GraphWidget({
      title: 'Answers that are missing or not grounded, %',
      left: of('autogen').flatMap((one) => [
        share(one, 'IncompleteFields', 'incomplete'),
        share(one, 'UngroundedValues', 'not grounded'),
      ]),
      leftYAxis: { ...axis, max: 100 },
      width: 12,
      height: 6,
    }),
  ];
}

function share(one: Watched, name: 'IncompleteFields' | 'UngroundedValues', label: string): MathExpression {
  const id = name === 'IncompleteFields' ? 'incomplete' : 'ungrounded';
  return new MathExpression({
    expression: `IF(answers > 0, 100 * FILL(${id}, 0) / answers)`,
    usingMetrics: { answers: ownMetric(one, 'Answers'), [id]: ownMetric(one, name) },
    label,
  });
}
