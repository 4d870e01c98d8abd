import { describe, expect, test } from 'vitest';
import { cite } from '#shared/answering/grounding/cite.ts';
import { foldText } from '#shared/answering/grounding/folded-text.ts';
import { groundValue } from '#shared/answering/grounding/ground-value.ts';
import { indexText } from '#shared/answering/grounding/text-index.ts';
import type { GroundingRequest } from '#shared/answering/grounding/types.ts';
import { plainLines } from '#shared/store/plain-lines.ts';
import { readConventions } from '#shared/values/document-conventions.ts';

const TEXT = `Halvorsen & Pike Automation GmbH                     Page 1
Kanalstraße 17 · 20457 Hamburg

Invoice number:            HP-2026-00417             Customer number:      10-88214
Invoice date:              18 March 2026             Purchase order:       PO-7741-B

   1   AX-2040   Rail-mounted controller, 24 V DC     4 pcs     289.50    19 %     1,158.00
   2   AX-2041   Expansion module, 16 digital inputs  8 pcs     112.00    19 %       896.00
\f                                                   Subtotal             8,982.60
                                                    Total due (EUR)     10,674.89

Please pay the total amount by 17 April 2026, without deduction, to the account
named below, quoting the invoice number. It has been agreed that the ofﬁce pays.
`;
const index = indexText(TEXT, readConventions(TEXT));
const ground = (request: Partial<GroundingRequest>) =>
  groundValue({ value: null, type: 'text', within: [], ...request }, index);
const found = (request: Partial<GroundingRequest>) => {
  const [place] = ground(request).places;
  return place && TEXT.slice(place.start, place.end);
};

describe('values in the text', () => {
  test.each<[string, Partial<GroundingRequest>, string | undefined]>([
    [
      'a text, whatever its case and blanks',
      { value: 'halvorsen  & pike AUTOMATION gmbh' },
      'Halvorsen & Pike Automation GmbH',
    ],
    ['a number in another notation', { value: 10674.89, type: 'number' }, '10,674.89'],
    ['a number given as text', { value: '1158', type: 'text' }, '1,158.00'],
    ['a negative number whose sign stands apart', { value: -896, type: 'number' }, '896.00'],
    ['a date in another notation', { value: '2026-03-18', type: 'date' }, '18 March 2026'],
    ['a text with a ligature', { value: 'the office pays' }, 'the ofﬁce pays'],
    ['a text across a line break', { value: 'to the account named below' }, 'to the account\nnamed below'],
    ['an id only as a whole word', { value: 'HP-2026' }, 'HP-2026'],
    ['no part of a longer number', { value: '674.89', type: 'text' }, undefined],
    ['no number that is not there', { value: 10674.88, type: 'number' }, undefined],
    ['no date that is not there', { value: '2026-03-19', type: 'date' }, undefined],
    ['no text that is not there', { value: 'Umbrella Corporation Ltd' }, undefined],
    [
      'a text with a word or two wrong',
      { value: 'Please pay the whole amount by 17 April 2026 without deduction' },
      'Please pay the total amount by 17 April 2026, without deduction',
    ],
  ])('%s', (_name, request, expected) => {
    expect(found(request)).toBe(expected);
    expect(ground(request).grounded).toBe(expected !== undefined);
  });

  test('no value, nothing to ground', () => {
    expect(ground({ value: null })).toEqual({ places: [], grounded: null });
  });
});

describe('the quote decides between places', () => {
  test('the same number stands twice', () => {
    const text = 'Deposit 100.00\nBalance 100.00\n';
    const twice = indexText(text, readConventions(text));
    const at = (quote: string) =>
      groundValue({ value: 100, type: 'number', quote, within: [] }, twice).places[0]?.start;
    expect(at('Balance 100.00')).toBe(text.lastIndexOf('100'));
    expect(at('Deposit 100.00')).toBe(text.indexOf('100'));
  });

  test('a yes stands nowhere by itself: its quote is its evidence', () => {
    const quote = 'It has been agreed that the office pays.';
    expect(found({ value: true, type: 'boolean', quote })).toContain('agreed');
    expect(ground({ value: true, type: 'boolean' }).grounded).toBe(false);
    expect(ground({ value: true, type: 'boolean', quote: 'The moon is made of green cheese' }).grounded).toBe(
      false,
    );
  });

  test('a quote that does not show the value does not ground it', () => {
    expect(ground({ value: 55, type: 'number', quote: 'Total due (EUR) 10,674.89' }).grounded).toBe(false);
  });

  test('a value found without its quote is believed less', () => {
    expect(ground({ value: 10674.89, type: 'number' }).places[0]?.score).toBeLessThan(1);
    expect(
      ground({ value: 10674.89, type: 'number', quote: 'Total due (EUR) 10,674.89' }).places[0]?.score,
    ).toBe(1);
  });

  test('places inside the passages win', () => {
    const second = TEXT.indexOf('8 pcs');
    const place = ground({ value: '19 %', within: [{ start: second, end: second + 60 }] }).places[0];
    expect(place?.start).toBeGreaterThan(second);
  });
});

describe('values and quotes that name no place', () => {
  const on = (text: string, request: Partial<GroundingRequest>) => {
    const one = indexText(text, readConventions(text));
    const grounding = groundValue({ value: null, type: 'text', within: [], ...request }, one);
    const cited = grounding.places.map(({ start, end }) => text.slice(start, end));
    return { ...grounding, cited };
  };
  const PAGES = `Page 1 of 12\nItem 1: no, none\nItem 2: yes\n${'Acme Corp, page\n'.repeat(200)}Paid to: Acme Corp on time\n`;

  test('a value as short as "1" or "no" stands everywhere and so nowhere', () => {
    expect(on(PAGES, { value: 1, type: 'number' })).toMatchObject({ places: [], grounded: false });
    expect(on(PAGES, { value: 1, type: 'number', quote: '1' }).grounded).toBe(false);
    expect(on('no way, no', { value: 'no' }).grounded).toBe(false);
    expect(on(PAGES, { value: 1, type: 'number', quote: 'there is 1 of them' }).grounded).toBe(false);
    expect(on(PAGES, { value: 1, type: 'number', quote: 'Item 1: no' })).toMatchObject({
      grounded: true,
      places: [{ start: PAGES.indexOf('1: no'), score: 1 }],
    });
    expect(on(PAGES, { value: 12, type: 'number' }).places[0]?.score).toBeLessThan(0.8);
  });

  test('the quote names the place, however often the value stands before it', () => {
    const request = { value: 'Acme Corp', type: 'email' as const, quote: 'Paid to: Acme Corp' };
    expect(on(PAGES, request).places[0]?.start).toBe(PAGES.lastIndexOf('Acme Corp'));
    const passage = { start: PAGES.indexOf('Paid'), end: PAGES.length };
    expect(on(PAGES, { value: 'Acme Corp', within: [passage] }).places[0]?.start).toBe(
      PAGES.lastIndexOf('Acme Corp'),
    );
  });

  test('a number that its quote writes with a word or in brackets', () => {
    const quote = 'Revenue of USD 1.2 million';
    expect(on(`${quote} in 2025`, { value: 1_200_000, type: 'number', quote })).toMatchObject({
      grounded: true,
      cited: [quote],
    });
    expect(on(`${quote} in 2025`, { value: 1_300_000, type: 'number', quote }).grounded).toBe(false);
  });

  test('letters with accents of their own, and astral characters, are cited whole', () => {
    expect(on('Zahlung an Cafe\u0301 Müller', { value: 'Café' }).cited).toEqual(['Cafe\u0301']);
    expect(on('Zahlung an Café', { value: 'Cafe\u0301' }).cited).toEqual(['Café']);
    expect(
      on('sold: \u{20BB7}\u{20BB7}\u{20BB7}, two', { value: '\u{20BB7}\u{20BB7}\u{20BB7}' }).cited,
    ).toEqual(['\u{20BB7}\u{20BB7}\u{20BB7}']);
  });

  test('the short cells of a table row are found in their own row', () => {
    const text = '1  Bolt M8   2   4.00   8.00\n2  Nut M10   4   2.00   8.00\n3  Washer   8   1.00   8.00\n';
    const rows = [
      { name: 'Bolt M8', pcs: 2, sum: 8 },
      { name: 'Nut M10', pcs: 4, sum: 8 },
      { name: 'Washer', pcs: 8, sum: 8 },
    ];
    const grounding = on(text, { value: rows, type: 'json' });
    expect(grounding.grounded).toBe(true);
    const lineOf = (start: number) => text.slice(0, start).split('\n').length - 1;
    expect(grounding.places.map(({ path, start }) => [path[0], lineOf(start)])).toEqual(
      [0, 0, 0, 1, 1, 1, 2, 2, 2].map((row) => [row, row]),
    );
    expect(on(text, { value: { a: 'Hammer', b: 'Screwdriver', c: 2 }, type: 'json' }).grounded).toBe(false);
  });
});

describe('citations', () => {
  test('name page, line and range', () => {
    const lines = plainLines(TEXT);
    const [place] = ground({ value: 10674.89, type: 'number' }).places;
    expect(place && cite(place, index, lines)).toMatchObject({ page: 2, text: '10,674.89', boxes: [] });
    const [first] = ground({ value: 'PO-7741-B' }).places;
    expect(first && cite(first, index, lines)).toMatchObject({ page: 1, line: 5 });
  });

  test('name sheet and cells where a format has no boxes', () => {
    const sheet = indexText('Total  12.50', readConventions('Total  12.50'));
    const lines = {
      version: 1 as const,
      pages: [{ page: 3, name: 'Costs', start: 0, end: 12 }],
      lines: [{ page: 3, start: 0, end: 12, place: 'B3:C3', source: 'office' as const }],
    };
    const [place] = groundValue({ value: 12.5, type: 'number', within: [] }, sheet).places;
    expect(place && cite(place, sheet, lines)).toMatchObject({
      page: 3,
      page_name: 'Costs',
      place: 'B3:C3',
      boxes: [],
    });
  });

  test('box the cited words, one box a line', () => {
    const text = 'pay to the account\nnamed below';
    const two = indexText(text, readConventions(text));
    const word = (
      start: number,
      end: number,
      x: number,
    ): [number, number, number, number, number, number] => [start, end, x, 0, x + 10, 9];
    const lines = {
      version: 1 as const,
      pages: [{ page: 1, start: 0, end: 30 }],
      lines: [
        {
          page: 1,
          start: 0,
          end: 18,
          box: [0, 0, 99, 9] as [number, number, number, number],
          source: 'text-layer' as const,
          words: [word(0, 3, 0), word(4, 6, 20), word(7, 10, 40), word(11, 18, 60)],
        },
        {
          page: 1,
          start: 19,
          end: 30,
          box: [0, 10, 99, 19] as [number, number, number, number],
          source: 'text-layer' as const,
        },
      ],
    };
    const [place] = groundValue({ value: 'account named', type: 'text', within: [] }, two).places;
    expect(place && cite(place, two, lines).boxes).toEqual([
      [60, 0, 70, 9],
      [0, 10, 99, 19],
    ]);
  });
});

describe('long and odd texts', () => {
  test('folding keeps offsets through every kind of character', () => {
    const text = 'Aﬁ\u00ad x  \u{1F600}Ｂ ﷺ“q”–\u00a0z';
    const folded = foldText(text);
    expect(folded.text.startsWith('afi x \u{1F600}b')).toBe(true);
    expect(folded.text.endsWith('"q"- z')).toBe(true);
    expect(folded.offsets).toHaveLength(folded.text.length + 1);
    for (let at = 1; at < folded.offsets.length; at++)
      expect(folded.offsets[at]).toBeGreaterThanOrEqual(folded.offsets[at - 1] ?? 0);
    expect(text[folded.offsets[folded.text.indexOf('q')] ?? -1]).toBe('q');
  });

  test('thirty values in two megabytes take seconds, not minutes', () => {
    const long = Array.from(
      { length: 20_000 },
      (_, line) =>
        `Row ${line}   item number ${line * 7}   ${line}.50 EUR   on 12 May 2024   and some more words here`,
    ).join('\n');
    const startedAt = performance.now();
    const large = indexText(long, readConventions(long));
    for (let at = 0; at < 30; at++) {
      const value = `item number ${at * 4900} and words that stand nowhere, or nearly nowhere, in this long text`;
      groundValue({ value, type: 'text', within: [], quote: `${at * 700}.50 EUR on the 12 May` }, large);
      const place = groundValue({ value: at * 600 + 0.5, type: 'number', within: [] }, large).places[0];
      expect(place && long.slice(place.start, place.end)).toBe(`${at * 600}.50`);
    }
    // What is nowhere to be found, and what is nearly everywhere, must not be looked for from end to end each time.
    const value = Array.from({ length: 130 }, (_, n) => ({ word: `nowhere ${n} at all`, short: 'e', n }));
    expect(groundValue({ value, type: 'json', within: [] }, large).grounded).toBe(false);
    expect(performance.now() - startedAt).toBeLessThan(8000);
  });
});
