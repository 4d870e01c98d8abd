import { describe, expect, it } from 'vitest';
import { Message } from '#shared/contract/message.ts';
import { EvaluationResult, type FieldReport } from '#shared/contract/results.ts';
import type { Task } from '#shared/contract/task.ts';
import { evaluateAnswers } from '#shared/evaluation/evaluate-answers.ts';
import type { StageContext } from '#shared/stage.ts';
import type { RunFolder } from '#shared/store/runs.ts';

type Answered = {
  value: unknown;
  confidence?: number;
  grounded?: boolean | null;
  status?: FieldReport['status'];
};

const report = ({ value, confidence = 0.9, grounded = true, status }: Answered): FieldReport => ({
  status: status ?? (value === null ? 'missing' : 'answered'),
  confidence,
  grounded: value === null ? null : grounded,
  citations: [],
});

/** Evaluates outputs of a run whose earlier results are these answers and this text. */
async function evaluate(outputs: object[], answers: Record<string, Answered>, text = 'Total 12.50') {
  const by = <T>(pick: (answer: Answered) => T) =>
    Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, pick(answer)]));
  const documents: Record<string, unknown> = {
    'extraction.json': {
      status: 'success',
      extracted_text: text,
      metadata: {
        file_hash: 'h',
        file_name: 'f',
        file_type: 'txt',
        file_size: 1,
        page_count: 1,
        adapter: 'a',
        warnings: [],
      },
    },
    'autogen.json': {
      status: 'success',
      results: {
        output: by(({ value }) => value),
        metadata: {
          run_id: 'r',
          file_name: 'f',
          context: {},
          required_fields: {},
          highlight_data: {},
          line_numbers: {},
          confidence_data: {},
          fields: by(report),
          incomplete_fields: [],
          warnings: [],
          capabilities: { plugins: [], missing: [] },
        },
        metrics: {},
      },
      agents_used: [],
      usage_records: [],
    },
  };
  const progress: number[] = [];
  const task = {
    ...Message.parse({ run_id: 'r', file_path: 'f', tool_settings: {}, outputs }),
    organization_id: 'o',
    file_name: 'f',
    round: 0,
  } as Task;
  const run = {
    prefix: 'runs/o/r/',
    read: async (name, schema) => (name in documents ? schema.parse(documents[name]) : undefined),
  } as Partial<RunFolder> as RunFolder;
  const ctx = {
    run,
    signal: new AbortController().signal,
    progress: (done: number) => progress.push(done),
  } as unknown as StageContext;
  const outcome = await evaluateAnswers(task, ctx);
  if (outcome.kind !== 'done') throw new Error('not done');
  return { ...EvaluationResult.parse(outcome.result).evaluation, progress, documents, ctx, task };
}

const shortly = (items: { name: string; value: unknown; status: string }[] = []) =>
  items.map(({ name, value, status }) => [name, value, status]);

describe('items of a field', () => {
  it("has upstream's six and the metrics of its kind", async () => {
    const { fields } = await evaluate(
      [{ name: 'total', type: 'number', reference_answer: '12.50', eval_settings: { evaluate: true } }],
      { total: { value: 12.5 } },
    );
    expect(shortly(fields.total)).toEqual([
      ['faithfulness', 1, 'passed'],
      ['correctness', 1, 'passed'],
      ['relevance', null, 'disabled'],
      ['pii', 0, 'passed'],
      ['toxicity', null, 'disabled'],
      ['completeness', 1, 'passed'],
      ['exact_match', 1, 'passed'],
      ['numeric_tolerance', 1, 'passed'],
    ]);
    expect(fields.total?.[1]).toEqual({
      release: '1',
      id: 'eval_quality_correctness',
      type: 'quality',
      name: 'correctness',
      value: 1,
      status: 'passed',
      feedback: 'compared with reference_answer',
    });
  });

  it('only compares an output that merely brings a reference: what was asked for is no failure', async () => {
    const iban = 'DE89 3704 0044 0532 0130 00';
    const { fields, summary, excluded_fields } = await evaluate([{ name: 'iban', reference_answer: iban }], {
      iban: { value: iban },
    });
    expect(shortly(fields.iban)).toEqual([
      ['exact_match', 1, 'passed'],
      ['token_f1', 1, 'passed'],
      ['anls', 1, 'passed'],
    ]);
    expect(summary).toMatchObject({ correctness: 1, passed_rate: 1, faithfulness: null });
    expect(excluded_fields).toEqual([]);
  });

  it('says of lists that are too long to pair that they were not compared', async () => {
    const rows = Array.from({ length: 401 }, (_, n) => ({ n }));
    const { fields, summary, excluded_fields } = await evaluate(
      [
        { name: 'rows', type: 'json', reference_answer: rows, eval_settings: { evaluate: true } },
        { name: 'inside', type: 'json', reference_answer: { rows }, eval_settings: { evaluate: true } },
      ],
      { rows: { value: rows }, inside: { value: { rows } } },
    );
    const why = 'answer and reference are too long to compare';
    for (const [name, metrics] of [
      ['rows', ['correctness', 'exact_match', 'list_precision', 'list_recall', 'list_f1']],
      ['inside', ['correctness', 'exact_match', 'field_similarity']],
    ] as const) {
      const told = (fields[name] ?? []).filter(({ feedback }) => feedback === why);
      expect(told.map((each) => [each.name, each.value, each.status])).toEqual(
        metrics.map((metric) => [metric, null, 'disabled']),
      );
    }
    expect(summary).toMatchObject({
      correctness: null,
      exact_match: null,
      brier_score: null,
      passed_rate: 1,
    });
    expect(excluded_fields).toEqual([]);
  });

  it('fails what is wrong, made up, personal or half empty', async () => {
    const { fields } = await evaluate(
      [
        { name: 'a', eval_settings: { evaluate: true }, reference_answer: 'Berlin' },
        { name: 'b', type: 'json', eval_settings: { evaluate: true } },
        { name: 'c', eval_settings: { evaluate: true } },
      ],
      {
        a: { value: 'Call (415) 555-2671', grounded: false },
        b: { value: { x: 1, y: null, z: '' } },
        c: { value: null },
      },
    );
    const statuses = (name: string) =>
      Object.fromEntries((fields[name] ?? []).map((each) => [each.name, each.status]));
    expect(statuses('a')).toMatchObject({ faithfulness: 'failed', correctness: 'failed', pii: 'failed' });
    expect(statuses('b')).toMatchObject({ correctness: 'disabled', completeness: 'failed' });
    expect(fields.b?.find(({ name }) => name === 'completeness')).toMatchObject({
      value: 0.3333,
      feedback: '1 of 3 values are filled',
    });
    expect(statuses('c')).toMatchObject({ faithfulness: 'disabled', completeness: 'failed', pii: 'passed' });
  });

  it('switches each of the six off', async () => {
    const flags = [
      'eval_quality_faithfulness',
      'eval_quality_correctness',
      'eval_quality_relevance',
      'eval_security_pii',
      'eval_guidance_toxicity',
      'eval_guidance_completeness',
    ];
    for (const flag of flags) {
      const { fields } = await evaluate(
        [{ name: 'a', eval_settings: { evaluate: true, [flag]: false }, reference_answer: 'x' }],
        { a: { value: 'x' } },
      );
      expect(fields.a?.find(({ id }) => id === flag)).toMatchObject({
        status: 'disabled',
        value: null,
        feedback: `switched off by eval_settings.${flag}`,
      });
    }
  });

  it('does not mark an e-mail address that was asked for, but a cut-off answer', async () => {
    const { fields } = await evaluate(
      [
        { name: 'mail', enforce_type: 'email', eval_settings: { evaluate: true } },
        { name: 'long', eval_settings: { evaluate: true, monitor_llm: ['m'] } },
      ],
      { mail: { value: 'a@b.org' }, long: { value: 'begun', status: 'incomplete' } },
    );
    expect(fields.mail?.find(({ name }) => name === 'pii')?.status).toBe('passed');
    expect(fields.long?.find(({ name }) => name === 'completeness')?.status).toBe('failed');
    expect(fields.long?.find(({ name }) => name === 'relevance')?.feedback).toContain('monitor_llm');
  });
});

describe('which fields', () => {
  it('those that ask, or that bring a reference; never inactive ones', async () => {
    const { fields, progress } = await evaluate(
      [
        { name: 'asked', eval_settings: { evaluate: true } },
        { name: 'compared', reference_answer: 0 },
        { name: 'refused', eval_settings: { evaluate: false }, reference_answer: 'x' },
        { name: 'plain' },
        { name: 'none', reference_answer: null },
        { name: 'inactive', active: false, eval_settings: { evaluate: true } },
      ],
      { asked: { value: 'x' }, compared: { value: 0 }, plain: { value: 'y' } },
    );
    expect(Object.keys(fields)).toEqual(['asked', 'compared']);
    expect(progress).toEqual([1, 2]);
  });

  it('names failed answers that count as null, unless that is switched off or only measured', async () => {
    const wrong = { value: 'Paris' };
    const { excluded_fields } = await evaluate(
      [
        { name: 'a', eval_settings: { evaluate: true }, reference_answer: 'Berlin' },
        { name: 'b', eval_settings: { evaluate: true, exclude_failed: false }, reference_answer: 'Berlin' },
        { name: 'c', reference_answer: 'Berlin' },
        { name: 'd', eval_settings: { evaluate: true }, reference_answer: 'Paris' },
      ],
      { a: wrong, b: wrong, c: wrong, d: wrong },
    );
    expect(excluded_fields).toEqual(['a']);
  });
});

describe('summary', () => {
  it('has the means of what was scored, and null for what was not', async () => {
    const { summary } = await evaluate(
      [
        { name: 'a', type: 'number', reference_answer: 1 },
        { name: 'b', type: 'number', reference_answer: 2 },
        { name: 'c', eval_settings: { evaluate: true } },
      ],
      {
        a: { value: 1, confidence: 0.8 },
        b: { value: 3, confidence: 0.6, grounded: false },
        c: { value: 'x' },
        other: { value: null },
      },
    );
    expect(summary).toMatchObject({
      exact_match: 0.5,
      numeric_tolerance: 0.5,
      correctness: 0.5,
      date_match: null,
      anls: null,
      faithfulness: 1,
      grounding_rate: 0.6667,
      answered_rate: 0.75,
      // ((0.8 - 1)² + (0.6 - 0)²) / 2
      brier_score: 0.2,
      calibration_error: null,
    });
    // a: exact match and tolerance passed; b: both failed; c: faithfulness, pii and completeness passed.
    expect(summary.passed_rate).toBeCloseTo((2 + 0 + 3) / (2 + 2 + 3), 4);
  });

  it('tells how far confidence is from truth, from ten answers on', async () => {
    const names = Array.from({ length: 10 }, (_, i) => `n${i}`);
    const { summary } = await evaluate(
      names.map((name) => ({ name, type: 'number', reference_answer: 1 })),
      // Sure at 0.95, right in eight of ten: the gap is 0.15.
      Object.fromEntries(names.map((name, i) => [name, { value: i < 8 ? 1 : 2, confidence: 0.95 }])),
    );
    expect(summary.calibration_error).toBeCloseTo(0.15, 4);
    expect(summary.brier_score).toBeCloseTo((8 * 0.05 ** 2 + 2 * 0.95 ** 2) / 10, 4);
  });
});

it('reads references as the document writes dates and numbers', async () => {
  const text = 'Rechnung vom 23.04.2026, Betrag 1.234,50 €, fällig am 03.05.2026, Skonto 12,30 €';
  const { summary } = await evaluate(
    [
      { name: 'due', type: 'date', reference_answer: '03.05.2026' },
      { name: 'total', type: 'number', reference_answer: '1.234,50' },
    ],
    { due: { value: '2026-05-03' }, total: { value: 1234.5 } },
    text,
  );
  expect(summary.correctness).toBe(1);
});

it('is a permanent error without answers', async () => {
  const { documents, ctx, task } = await evaluate([{ name: 'a' }], {});
  delete documents['autogen.json'];
  await expect(evaluateAnswers(task, ctx)).rejects.toMatchObject({ code: 'no_answers', retryable: false });
});
