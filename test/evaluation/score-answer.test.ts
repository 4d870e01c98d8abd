import { describe, expect, it } from 'vitest';
import { findPersonalData } from '#shared/evaluation/flags/find-personal-data.ts';
import { scoreAnswer } from '#shared/evaluation/score-answer.ts';

const english = { dayFirst: false, dayFirstCertain: true, decimal: '.' } as const;
const german = { dayFirst: true, dayFirstCertain: true, decimal: ',' } as const;

describe('an answer is scored by its kind', () => {
  it.each([
    ['number', 1234.5, '1,234.50', { exact_match: 1, numeric_tolerance: 1, correctness: 1 }],
    ['number', 1230, 1234.5, { exact_match: 0, numeric_tolerance: 1, correctness: 0 }],
    ['number', 1000, 1234.5, { exact_match: 0, numeric_tolerance: 0, correctness: 0 }],
    ['number', 0, 0, { exact_match: 1, numeric_tolerance: 1, correctness: 1 }],
    ['number', null, 0, { exact_match: 0, numeric_tolerance: 0, correctness: 0 }],
    ['date', '2026-03-04', '2026-03-04', { exact_match: 1, date_match: 1, correctness: 1 }],
    ['date', '2026-03-04', '03/04/2026', { date_match: 1 }],
    ['date', '2026-03-04', 'March 4, 2026', { date_match: 1 }],
    ['date', null, '2026-03-04', { date_match: 0 }],
    ['date', '2026-04-03', '03/04/2026', { date_match: 0 }],
    ['boolean', true, 'yes', { exact_match: 1, correctness: 1 }],
    ['boolean', false, true, { exact_match: 0 }],
    ['boolean', null, false, { exact_match: 0 }],
    ['email', 'Ann@Example.com', 'ann@example.com', { exact_match: 1 }],
    ['text', 'Acme Ltd', 'ACME Ltd.', { exact_match: 1, token_f1: 1, anls: 1, correctness: 1 }],
    ['text', null, 'Acme', { exact_match: 0, token_f1: 0, anls: 0, correctness: 0 }],
    ['json', { total: 12 }, '{"total": 12}', { exact_match: 1, field_similarity: 1 }],
    [
      'json',
      { total: 12, tax: 1 },
      { total: 12, tax: 2 },
      { exact_match: 0, field_similarity: 0.5, correctness: 0.5 },
    ],
    ['json', null, { total: 12 }, { field_similarity: 0, correctness: 0 }],
    ['line-item', [{ a: 1 }], [{ a: 1 }, { a: 2 }], { list_precision: 1, list_recall: 0.5, list_f1: 2 / 3 }],
    ['line-item', null, [{ a: 1 }], { list_precision: 0, list_recall: 0 }],
  ] as const)('%s: %j for %j', async (type, answer, reference, scores) => {
    expect(await scoreAnswer(answer, reference, type, english)).toMatchObject(scores);
  });

  it('reads references as the document writes them', async () => {
    expect(await scoreAnswer('2026-04-03', '03.04.2026', 'date', german)).toMatchObject({ date_match: 1 });
    expect(await scoreAnswer(1234.5, '1.234,50 €', 'number', german)).toMatchObject({ exact_match: 1 });
  });

  it('takes the best of several references, but only where one value is asked for', async () => {
    const references = ['Acme Limited', 'Acme Ltd'];
    expect((await scoreAnswer('acme ltd.', references, 'text', english)).correctness).toBe(1);
    expect((await scoreAnswer('acme ltd.', references, 'json', english)).list_recall).toBe(0.5);
  });

  it('only gives metrics that fit', async () => {
    const names = async (type: 'number' | 'text') =>
      Object.keys(await scoreAnswer(1, 1, type, english)).filter((name) => name !== 'correctness');
    expect(await names('number')).toEqual(['exact_match', 'numeric_tolerance']);
    expect(Object.keys(await scoreAnswer('a', 'b', 'text', english))).toEqual([
      'exact_match',
      'token_f1',
      'anls',
      'correctness',
    ]);
  });
});

describe('personal data', () => {
  it.each([
    ['Write to ann@example.com', ['email address']],
    ['+49 30 1234567', ['phone number']],
    ['Call (415) 555-2671.', ['phone number']],
    ['SSN 078-05-1120', ['social security number']],
    ['4111 1111 1111 1111', ['card number']],
    ['DE89 3704 0044 0532 0130 00', ['bank account']],
    [{ contact: ['x', { mail: 'a@b.org' }], phone: '415-555-2671' }, ['email address', 'phone number']],
    // What only looks like it.
    ['4111 1111 1111 1112', []],
    ['DE89 3704 0044 0532 0130 01', []],
    ['2026-11-22', []],
    ['Invoice 2026-0001-77, 1,234,567.00', []],
    ['000-12-3456', []],
    [1234567890, []],
    [null, []],
    ['Ann Miller', []],
  ])('%j: %j', (answer, kinds) => {
    expect(findPersonalData(answer)).toEqual(kinds);
  });
});
