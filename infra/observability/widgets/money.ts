import { GraphWidget, type IMetric, type IWidget, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { WORKERS } from '#shared/workers.ts';
import type { DashboardProps } from '../dashboard-props.ts';
import { type LambdaPrice, lambdaPrice } from '../prices.ts';
import { ownMetric, ownTotal, type Watched } from '../worker-metrics.ts';

const HOUR = Duration.hours(1);
const axis = { min: 0, showUnits: false };
/** By the hour, so that the dashboard's few hours would be a few points: these show days of their own. */
const DAYS = { start: '-P3D' };

/** Lambda and models by the hour, cents a document, tokens. */
export function money({ watched }: DashboardProps): IWidget[] {
  const first = watched[0];
  if (!first) return [];
  const region = Stack.of(first.function).region;
  const price = lambdaPrice(region);
  return [
    new GraphWidget({
      title: `Lambda, $ an hour${price.ofRegion ? '' : ' (usual list price; the one of this Region is not known)'}`,
      stacked: true,
      left: watched.map((one) => lambdaCost(one, price)),
      leftYAxis: axis,
      ...DAYS,
      width: 6,
      height: 6,
    }),
    new GraphWidget({
      title: 'Models, $ an hour',
      stacked: true,
      left: watched.map((one) => ownMetric(one, 'ModelCost', { period: HOUR })),
      leftYAxis: axis,
      ...DAYS,
      width: 6,
      height: 6,
    }),
    new GraphWidget({
      title: 'Cents a document (Lambda and models, by extracted documents)',
      left: [centsADocument(watched, price)],
      leftYAxis: axis,
      ...DAYS,
      width: 6,
      height: 6,
    }),
    new GraphWidget({
      title: 'Tokens an hour',
      left: [
        ownTotal(watched, 'PromptTokens', { label: 'prompt', period: HOUR }),
        ownTotal(watched, 'CachedTokens', { label: 'of these cached', period: HOUR }),
        ownTotal(watched, 'CompletionTokens', { label: 'completion', period: HOUR }),
        ownTotal(watched, 'EmbeddingTokens', { label: 'embedding', period: HOUR }),
      ],
      leftYAxis: axis,
      ...DAYS,
      width: 6,
      height: 6,
    }),
  ];
}

/** Dollars: milliseconds of all invocations by memory, and the invocations themselves. */
function lambdaCost(one: Watched, price: LambdaPrice): MathExpression {
  const { expression, usingMetrics } = lambdaTerm(one, price);
  return new MathExpression({ expression, usingMetrics, label: one.worker, period: HOUR });
}

function lambdaTerm(
  { worker, function: { function: fn } }: Watched,
  price: LambdaPrice,
): { expression: string; usingMetrics: Record<string, IMetric> } {
  const gigabytes = WORKERS[worker].memoryMb / 1024;
  const perMillisecond = (gigabytes * price.gigabyteSecond) / 1000;
  return {
    expression: `FILL(ms_${worker}, 0) * ${decimal(perMillisecond)} + FILL(calls_${worker}, 0) * ${decimal(price.request)}`,
    usingMetrics: {
      [`ms_${worker}`]: fn.metricDuration({ statistic: 'Sum', period: HOUR }),
      [`calls_${worker}`]: fn.metricInvocations({ statistic: 'Sum', period: HOUR }),
    },
  };
}

function centsADocument(watched: readonly Watched[], price: LambdaPrice): MathExpression {
  const terms = watched.map((one) => lambdaTerm(one, price));
  const models = watched.map(({ worker }) => `FILL(models_${worker}, 0)`);
  const documents = watched.filter(({ worker }) => worker === 'extraction');
  const usingMetrics: Record<string, IMetric> = Object.assign({}, ...terms.map((term) => term.usingMetrics));
  for (const one of watched)
    usingMetrics[`models_${one.worker}`] = ownMetric(one, 'ModelCost', { period: HOUR });
  for (const one of documents) usingMetrics.documents = ownMetric(one, 'RunsSucceeded', { period: HOUR });
  const dollars = [...terms.map(({ expression }) => expression), ...models].join(' + ');
  return new MathExpression({
    expression: `IF(documents > 0, 100 * (${dollars}) / documents)`,
    usingMetrics,
    label: 'cents a document',
    period: HOUR,
  });
}

/** Plain digits: metric math knows no exponents. */
const decimal = (value: number): string => value.toFixed(15).replace(/0+$/, '');
