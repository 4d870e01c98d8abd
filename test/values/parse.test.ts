import { describe, expect, test } from 'vitest';
import { readConventions } from '#shared/values/document-conventions.ts';
import { findDates } from '#shared/values/find-dates.ts';
import { isMissingText, nullMissing } from '#shared/values/missing.ts';
import { parseBoolean } from '#shared/values/parse-boolean.ts';
import { parseDate } from '#shared/values/parse-date.ts';
import { findEmails } from '#shared/values/parse-email.ts';
import { parseNumber } from '#shared/values/parse-number.ts';

describe('numbers', () => {
  test.each<[string, '.' | ',', number | undefined]>([
    // English
    ['1,234.50', '.', 1234.5],
    ['$1,234', '.', 1234],
    ['USD 1,234,567.89', '.', 1234567.89],
    ['RM12.00', '.', 12],
    ['1.234', '.', 1.234],
    ['0.05', '.', 0.05],
    ['.5', '.', 0.5],
    // German
    ['1.234,50 €', ',', 1234.5],
    ['1.234', ',', 1234],
    ['1.234.567', ',', 1234567],
    ['0,19', ',', 0.19],
    ['EUR 2,5', ',', 2.5],
    // French: blanks, narrow blanks
    ['1 234,50 EUR', ',', 1234.5],
    ['1\u202f234\u202f567,8', ',', 1234567.8],
    ['12,00€', ',', 12],
    // Swiss
    ["CHF 1'234.50", '.', 1234.5],
    ['1’234’567', '.', 1234567],
    // Indian
    ['₹12,34,567.00', '.', 1234567],
    ['12,34,567', '.', 1234567],
    // Both signs decide by themselves, whatever the document does
    ['1.234,50', '.', 1234.5],
    ['1,234.50', ',', 1234.5],
    // Other digits
    ['１２３', '.', 123],
    ['٤٢', '.', 42],
    // Signs
    ['-5', '.', -5],
    ['−5.20', '.', -5.2],
    ['(1,234.00)', '.', -1234],
    ['$(99)', '.', -99],
    ['45.00-', '.', -45],
    ['- 12,50 EUR', ',', -12.5],
    // Units, words, scales
    ['19 %', '.', 19],
    ['about 30 days', '.', 30],
    ['$1.2 million', '.', 1200000],
    ['3 Mio. €', ',', 3000000],
    ['€2.5bn', '.', 2500000000],
    ['$5k', '.', 5000],
    ['250 m', '.', 250],
    ['3 k', '.', 3],
    ['minus 5', '.', -5],
    ['negative USD 12.50', '.', -12.5],
    ['(5%)', '.', -5],
    ['(1,234) EUR', '.', -1234],
    ['(12) items', '.', 12],
    ['$1.5B', '.', 1500000000],
    ['$1.5T', '.', 1500000000000],
    ['1.5 trillion', '.', 1500000000000],
    ['2 Billionen', ',', 2000000000000],
    ['1.5 lakh', '.', 150000],
    ['₹ 3 crore', '.', 30000000],
    ['2 mil millones', ',', 2000000000],
    ['5 тыс. руб.', ',', 5000],
    ['3万円', '.', 30000],
    ['5 k€', ',', 5000],
    ['5 t', '.', 5],
    ['64 B', '.', 64],
    ['1.234,-', '.', 1234],
    ['kr 1.234,–', '.', 1234],
    ['120 m²', '.', 120],
    ['۱۲٫۵', '.', 12.5],
    ['٣٬٤٥٦٫٧', '.', 3456.7],
    ['१२३', '.', 123],
    // No number, or not one number
    ['2²', '.', undefined],
    ['1,234¹', '.', undefined],
    ['½', '.', undefined],
    ['Q2 2024', '.', undefined],
    ['1e5', '.', undefined],
    ['5–10', '.', undefined],
    ['none at all', '.', undefined],
    ['2 of 5', '.', undefined],
    ['HP-2026', '.', undefined],
    ['A4', '.', undefined],
    ['1.2.3', '.', undefined],
    ['1,23,4', '.', undefined],
    ['', '.', undefined],
  ])('%s with decimal %s is %s', (text, decimal, expected) => {
    expect(parseNumber(text, decimal)).toBe(expected);
  });

  test('a long row of digits and separators takes no time', () => {
    const startedAt = performance.now();
    for (const text of ['1 '.repeat(50_000), '1,'.repeat(50_000), '1'.repeat(100_000), '('.repeat(50_000)])
      parseNumber(text, '.');
    expect(performance.now() - startedAt).toBeLessThan(1500);
  });
});

describe('dates', () => {
  test.each<[string, boolean, string | undefined]>([
    ['2026-03-18', true, '2026-03-18'],
    ['2026-03-18T10:00:00Z', true, '2026-03-18'],
    ['20180304', true, '2018-03-04'],
    ['2018/3/4', false, '2018-03-04'],
    ['18.03.2026', false, '2026-03-18'],
    ['03.04.2026', false, '2026-04-03'],
    ['03/04/2026', true, '2026-04-03'],
    ['03/04/2026', false, '2026-03-04'],
    ['12/31/2025', true, '2025-12-31'],
    ['31/12/25', false, '2025-12-31'],
    ['01/02/70', true, '1970-02-01'],
    ['18 March 2026', false, '2026-03-18'],
    ['March 18, 2026', true, '2026-03-18'],
    ['Mar. 5, 2026', true, '2026-03-05'],
    ['18. März 2026', true, '2026-03-18'],
    ['1er août 2025', true, '2025-08-01'],
    ['3 de mayo de 2024', true, '2024-05-03'],
    ['5 maart 2024', true, '2024-03-05'],
    ['5 dicembre 2024', true, '2024-12-05'],
    ['18-Mar-26', true, '2026-03-18'],
    ['18MAR2026', true, '2026-03-18'],
    ['1st day of June 2014', true, '2014-06-01'],
    ['the 2nd of January, 2024', true, '2024-01-02'],
    ['Wednesday, 18 March 2026 at 10:30', true, '2026-03-18'],
    ['18. 3. 2026', false, '2026-03-18'],
    ['18\u201103\u20112026', true, '2026-03-18'],
    ['2026年3月18日', true, '2026-03-18'],
    // No such day, no full date, or more than one
    ['31.02.2026', true, undefined],
    ['0 March 2020', true, undefined],
    ['FY2018 Q2', true, undefined],
    ['March 2026', true, undefined],
    ['tomorrow', true, undefined],
    ['from 1 March 2026 to 5 March 2026', true, undefined],
    ['31/02/2024', true, undefined],
    ['29/02/2023', false, undefined],
    ['Q2 2024', true, undefined],
    ['between 1 and 5 May 2024', true, undefined],
    ['1–5 May 2024', true, undefined],
    ['2026-03-18–2026-04-18', true, undefined],
    ['', true, undefined],
  ])('%s, day first %s, is %s', async (text, dayFirst, expected) => {
    expect((await parseDate(text, dayFirst))?.day).toBe(expected);
  });

  test('says when the day and the month may be the other way round', async () => {
    expect(await parseDate('03/04/2026', true)).toEqual({ day: '2026-04-03', ambiguous: true });
    expect(await parseDate('13/04/2026', true)).toEqual({ day: '2026-04-13', ambiguous: false });
  });

  test('finds all dates of a text in order, not inside longer numbers', () => {
    const text = 'From 01.02.2024 until 5 March 2024, ref 12.345.678.90, phone 2024-55-1234567';
    expect(findDates(text, true).map(({ days }) => days[0])).toEqual(['2024-02-01', '2024-03-05']);
  });
});

describe('conventions', () => {
  test.each([
    ['Date 25/03/2018, due 04/05/2018', { dayFirst: true, dayFirstCertain: true }],
    ['Date 03/25/2018, due 04/05/2018', { dayFirst: false, dayFirstCertain: true }],
    ['Springfield, IL 62701, due 04/05/2018, $12.00', { dayFirst: false, dayFirstCertain: false }],
    ['TOTAL RM 12.00 on 04/05/2018', { dayFirst: true, dayFirstCertain: false }],
    ['Summe 1.234,50 und 12,00', { decimal: ',' }],
    ['Sum 1,234.50 and 12.00', { decimal: '.' }],
    ['nothing', { dayFirst: true, decimal: '.' }],
  ])('%s', (text, expected) => {
    expect(readConventions(text)).toMatchObject(expected);
  });
});

test.each([
  ['Yes', true],
  ['yes, as of 2024', true],
  ['Yes.', true],
  ['"true"', true],
  ['Ja', true],
  ['Sí', true],
  ['☑ agreed', true],
  ['[x]', true],
  ['No', false],
  ['no – not given', false],
  ['false', false],
  ['Nein.', false],
  ['não', false],
  ['☐', false],
  ['[ ]', false],
  ['maybe', undefined],
  ['Norway', undefined],
  ['November', undefined],
  ['Not included in the price', false],
  ['No, this is not stated anywhere', false],
  ['No information about this', undefined],
  ['Not sure', undefined],
  ['No clear answer is given', undefined],
  ['Yes/No', undefined],
  ['☐ No ☒ Yes', undefined],
  ['Yes [ ] No [x]', undefined],
  ['Yes ☐', undefined],
  ['Yes ☒', true],
  ['☒ Yes', true],
  ['', undefined],
])('boolean %s is %s', (text, expected) => {
  expect(parseBoolean(text)).toBe(expected);
});

test('e-mail addresses are found in running text, once each', () => {
  expect(
    findEmails('Write to Ann <ann@example.com>, mailto:bob@mail.example.org. Or ann@example.com!'),
  ).toEqual(['ann@example.com', 'bob@mail.example.org']);
  expect(findEmails('no@address, @home, a@b')).toEqual([]);
});

test('texts that say there is no answer', () => {
  for (const text of [
    'NA',
    'n/a',
    'N.A.',
    '',
    ' ',
    'null',
    '-',
    'Not found.',
    'not specified in the document',
    '"NA"',
    '(none)',
    '[null]',
  ])
    expect([text, isMissingText(text)]).toEqual([text, true]);
  for (const text of ['0', 'false', 'NASA', 'no', 'not before May'])
    expect([text, isMissingText(text)]).toEqual([text, false]);
  expect(nullMissing({ a: ['NA', 0, ''], b: { c: 'N/A', d: false } })).toEqual({
    a: [null, 0, ''],
    b: { c: null, d: false },
  });
});
