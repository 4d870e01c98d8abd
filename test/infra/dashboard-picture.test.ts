import { describe, expect, it } from 'vitest';
import { drawDashboard, evaluateRows } from '../../infra/observability/picture/draw.ts';
import { madeUp } from '../../infra/observability/picture/made-up-data.ts';
import { evaluate, type Series } from '../../infra/observability/picture/metric-math.ts';
import { readDashboard } from '../../infra/observability/picture/read-dashboard.ts';
import { resourcesOf, synth } from './synth.ts';

const template = synth({ dailyModelBudget: '20' });

describe('metric math', () => {
  const series = new Map<string, Series>([
    ['a', [1, 2, undefined]],
    ['b', [4, 0, 5]],
  ]);
  it.each([
    ['1 + 2 * 3', [7, 7, 7]],
    ['(1 + 2) * 3', [9, 9, 9]],
    ['a / b', [0.25, undefined, undefined]],
    ['FILL(a, 0) + b', [5, 2, 5]],
    ['IF(b > 0, a)', [1, undefined, undefined]],
    ['IF(b > 3 AND FILL(a, 0) == 0, 1, 0)', [0, 0, 1]],
    ['10 - 2 - 3', [5, 5, 5]],
  ])('%s', (expression, values) => {
    expect(evaluate(expression, series, 3)).toEqual(values);
  });
  it.each(['a +', 'c', 'IF(a, 1', 'a b', 'METRICS()'])('refuses %s', (expression) => {
    expect(() => evaluate(expression, series, 3)).toThrow(expression);
  });
});

describe('the dashboard', () => {
  const widgets = readDashboard(template);

  it('draws, every expression evaluated', () => {
    const shown = widgets.flatMap((widget) => evaluateRows(widget, madeUp));
    expect(shown.length).toBeGreaterThan(40);
    for (const { label, values } of shown)
      expect(
        values.some((value) => value !== undefined && Number.isFinite(value)),
        label,
      ).toBe(true);
    const picture = drawDashboard(widgets, madeUp);
    expect(picture).toContain('Is it falling behind?');
    expect(picture).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('says what its numbers mean: known data give the expected values', () => {
    const values: Record<string, number> = {
      RunsSucceeded: 90,
      RunsFailed: 10,
      NumberOfMessagesDeleted: 50,
      ApproximateNumberOfMessagesVisible: 200,
      Duration: 90_000,
      Invocations: 0,
      ModelCost: 1,
      Answers: 200,
      IncompleteFields: 10,
    };
    const known = ({ name }: { name: string }, length: number): Series =>
      new Array(length).fill(values[name] ?? 0);
    const at = (title: string, label: string) => {
      const widget = widgets.find((one) => one.title.startsWith(title));
      if (!widget) throw new Error(`no widget ${title}`);
      return evaluateRows(widget, known).find((row) => row.label === label)?.values[0];
    };
    expect(at('Stages that succeed', 'autogen')).toBe(90);
    // 50 finished in five minutes are 10 a minute.
    expect(at('Minutes to drain', 'extraction')).toBe(20);
    expect(at('Duration p95', 'extraction')).toBe(10);
    expect(at('Answers that are missing', 'incomplete')).toBe(5);
    // 90 s at 2 GB.
    expect(at('Lambda', 'autogen')).toBeCloseTo(90 * 2 * 0.0000133334, 10);
    // Four workers at $1 each and a little Lambda, over 90 documents.
    expect(at('Cents a document', 'cents a document')).toBeCloseTo((100 * 4) / 90, 1);
  });

  it('is silent, not wrong, when nothing happens', () => {
    const silent = (_: unknown, length: number): Series => new Array(length).fill(undefined);
    expect(drawDashboard(widgets, silent)).not.toMatch(/NaN|Infinity/);
  });
});

describe('the stall alarm', () => {
  const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm');
  const stalled = alarms.find(([, { AlarmName }]) => AlarmName === 'prompt-workers-prod-extraction-stalled');
  const metrics = (stalled?.[1].Metrics ?? []) as { Expression?: string }[];
  const expression = metrics.find((metric) => metric.Expression)?.Expression ?? '';
  it.each([
    ['old messages and nothing finished', 1000, undefined, 1],
    ['old messages, but work goes on', 1000, 5, 0],
    ['young messages', 60, undefined, 0],
    ['an empty queue', undefined, undefined, undefined],
  ])('%s', (_, age, deleted, value) => {
    const series = new Map<string, Series>([
      ['age', [age]],
      ['deleted', [deleted]],
    ]);
    expect(evaluate(expression, series, 1)).toEqual([value]);
  });
});
