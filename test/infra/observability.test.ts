import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { STAGES } from '#shared/contract/identifiers.ts';
import { METRICS, METRICS_NAMESPACE } from '#shared/telemetry/metrics.ts';
import { WORKERS } from '#shared/workers.ts';
import { makeStack, resourcesOf, synth } from './synth.ts';

const template = synth({ dailyModelBudget: '20' });

/** What AWS publishes, as its documentation lists it. A name that does not exist makes an alarm that never fires. */
const AWS_METRICS: Record<string, readonly string[]> = {
  'AWS/SQS': [
    'ApproximateAgeOfOldestMessage',
    'ApproximateNumberOfMessagesVisible',
    'ApproximateNumberOfMessagesNotVisible',
    'NumberOfMessagesDeleted',
    'NumberOfMessagesReceived',
    'NumberOfMessagesSent',
  ],
  'AWS/Lambda': [
    'ConcurrentExecutions',
    'Duration',
    'Errors',
    'Invocations',
    'Throttles',
    'PolledEventCount',
    'InvokedEventCount',
    'FailedInvokeEventCount',
    'DeletedEventCount',
  ],
};

type MetricRow = { namespace: string; name: string; dimensions: Record<string, unknown> };

function checkMetric({ namespace, name, dimensions }: MetricRow): void {
  if (namespace === METRICS_NAMESPACE) {
    expect(Object.keys(METRICS), name).toContain(name);
    expect(Object.keys(dimensions)).toEqual(['service']);
    expect(STAGES.map((worker) => WORKERS[worker].queue)).toContain(dimensions.service);
    return;
  }
  expect(AWS_METRICS[namespace], `${namespace} ${name}`).toContain(name);
  // A reference to a queue, function or mapping of this stack.
  for (const value of Object.values(dimensions)) {
    const id = JSON.stringify(value).match(/"(?:Ref|Fn::GetAtt)":\[?"(\w+)"/)?.[1] ?? '';
    expect(template.Resources[id]?.Type, JSON.stringify(value)).toMatch(
      /^AWS::(SQS::Queue|Lambda::(Function|EventSourceMapping))$/,
    );
  }
}

/** Metrics of an alarm, alone or inside its expression. */
function alarmMetrics(alarm: Record<string, unknown>): MetricRow[] {
  type Stat = { Namespace: string; MetricName: string; Dimensions: { Name: string; Value: unknown }[] };
  const row = ({ Namespace, MetricName, Dimensions }: Stat): MetricRow => ({
    namespace: Namespace,
    name: MetricName,
    dimensions: Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value])),
  });
  const metrics = alarm.Metrics as { MetricStat?: { Metric: Stat } }[] | undefined;
  if (!metrics) return [row(alarm as unknown as Stat)];
  return metrics.flatMap(({ MetricStat }) => (MetricStat ? [row(MetricStat.Metric)] : []));
}

describe('alarms', () => {
  const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm');
  const named = (part: string) => alarms.filter(([id]) => id.toLowerCase().includes(part));

  it('watch metrics that exist', () => {
    const rows = alarms.flatMap(([, alarm]) => alarmMetrics(alarm));
    expect(rows.length).toBeGreaterThan(alarms.length);
    for (const row of rows) checkMetric(row);
  });

  it('cover dead letters, stalls, errors and throttles of every worker', () => {
    for (const kind of ['deadletters', 'stalled', 'errors', 'throttles'])
      expect(named(kind), kind).toHaveLength(4);
    // The others may use up their time: they go on in another round.
    expect(named('slow').map(([, { AlarmName }]) => AlarmName)).toEqual([
      'prompt-workers-prod-evaluation-slow',
    ]);
    for (const [, alarm] of named('deadletters'))
      expect(alarm).toMatchObject({
        Threshold: 1,
        Period: 60,
        EvaluationPeriods: 1,
        MetricName: 'ApproximateNumberOfMessagesVisible',
      });
  });

  it('tell somebody, both ways, and are calm when nothing happens', () => {
    const topic = resourcesOf(template, 'AWS::SNS::Topic')[0]?.[0];
    for (const [id, alarm] of alarms) {
      expect(alarm.AlarmActions, id).toEqual([{ Ref: topic }]);
      expect(alarm.OKActions, id).toEqual([{ Ref: topic }]);
      // A dead-letter queue that nobody touches reports nothing after some hours, and is as full as before.
      expect(alarm.TreatMissingData, id).toBe(id.includes('deadletters') ? 'ignore' : 'notBreaching');
      expect(String(alarm.AlarmDescription), id).toContain('Runbook: ');
    }
    expect(resourcesOf(template, 'AWS::SNS::Subscription').map(([, { Endpoint }]) => Endpoint)).toEqual([
      'ops@example.com',
    ]);
  });

  it('may publish to the topic, whose own policy replaces AWS’s', () => {
    const policy = JSON.stringify(resourcesOf(template, 'AWS::SNS::TopicPolicy')[0]?.[1]);
    expect(policy).toContain('"Service":"cloudwatch.amazonaws.com"');
    expect(policy).toContain('aws:SecureTransport');
  });

  it('include a budget only when one is set', () => {
    expect(named('modelcost')).toHaveLength(1);
    const without = resourcesOf(synth(), 'AWS::CloudWatch::Alarm');
    expect(without.filter(([id]) => id.toLowerCase().includes('modelcost'))).toEqual([]);
  });

  it('warn at synth when nobody would be told', () => {
    const warning = Match.stringLikeRegexp('Nobody is told of alarms');
    const { stack } = makeStack({ alarmEmail: undefined });
    Annotations.fromStack(stack).hasWarning('*', warning);
    Annotations.fromStack(makeStack().stack).hasNoWarning('*', warning);
  });
});

describe('the dashboard', () => {
  const [, { DashboardBody, DashboardName }] = resourcesOf(template, 'AWS::CloudWatch::Dashboard')[0] ?? [
    '',
    {},
  ];
  // References become text that says where they lead, so that the body parses as JSON.
  const body = JSON.parse(
    (DashboardBody as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1]
      .map((part) => (typeof part === 'string' ? part : JSON.stringify(JSON.stringify(part)).slice(1, -1)))
      .join(''),
  ) as {
    widgets: {
      type: string;
      width: number;
      x: number;
      y: number;
      height: number;
      properties: Record<string, unknown>;
    }[];
  };

  const rows = body.widgets.flatMap(
    ({ properties }) => (properties.metrics as unknown[][] | undefined) ?? [],
  );
  const options = (row: unknown[]) => row.at(-1) as { id?: string; expression?: string };

  it('is named after stage and Region, and answers in readable size', () => {
    // All Regions of an account share the names of dashboards.
    expect(DashboardName).toEqual({ 'Fn::Join': ['', ['prompt-workers-prod-', { Ref: 'AWS::Region' }]] });
    const widgets = body.widgets.filter(({ type }) => type !== 'text');
    expect(widgets.length).toBeGreaterThanOrEqual(16);
    expect(widgets.length).toBeLessThanOrEqual(20);
  });

  it('shows long periods over a time range of their own, not over the three hours of the rest', () => {
    for (const { properties } of body.widgets) {
      const periods = ((properties.metrics as unknown[][] | undefined) ?? []).map(
        (row) => (row.at(-1) as { period?: number }).period ?? 300,
      );
      if (Math.max(0, ...periods) > 1800) expect(properties.start, String(properties.title)).toMatch(/^-P/);
    }
  });

  it('fills rows of 24 columns without overlaps', () => {
    const taken = new Set<string>();
    for (const { x, y, width, height } of body.widgets) {
      expect(x + width).toBeLessThanOrEqual(24);
      for (let column = x; column < x + width; column++)
        for (let line = y; line < y + height; line++) {
          expect(taken.has(`${column},${line}`)).toBe(false);
          taken.add(`${column},${line}`);
        }
    }
  });

  it('shows metrics that exist', () => {
    const shown = rows.filter((row) => !options(row).expression);
    expect(shown.length).toBeGreaterThan(40);
    for (const [namespace, name, ...rest] of shown) {
      const pairs = rest.slice(0, -1);
      const dimensions: Record<string, unknown> = {};
      for (let i = 0; i < pairs.length; i += 2) {
        const value = String(pairs[i + 1]);
        dimensions[String(pairs[i])] = value.startsWith('{') ? JSON.parse(value) : value;
      }
      checkMetric({ namespace: String(namespace), name: String(name), dimensions });
    }
  });

  it('has metric math that uses only ids of its own widget, and plain numbers', () => {
    for (const { properties } of body.widgets) {
      const metrics = (properties.metrics as unknown[][] | undefined) ?? [];
      const ids = new Set(metrics.map((row) => options(row).id));
      for (const row of metrics) {
        const { expression } = options(row);
        if (!expression) continue;
        expect(expression).not.toMatch(/\d[eE][-+]?\d/);
        for (const [word] of expression.matchAll(/\b[a-z]\w*\b/g)) expect(ids, expression).toContain(word);
      }
    }
  });

  it('lists every alarm and searches every log group', () => {
    const text = JSON.stringify(body);
    for (const [id] of resourcesOf(template, 'AWS::CloudWatch::Alarm')) expect(text).toContain(id);
    for (const [id] of resourcesOf(template, 'AWS::Logs::LogGroup')) expect(text).toContain(id);
  });
});
