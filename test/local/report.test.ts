import { expect, test } from 'vitest';
import type { AutogenResult, Citation, ExtractionResult, FieldReport } from '#shared/contract/results.ts';
import { type ReportInput, reportHtml } from '../../local/report/report.ts';

const HOSTILE = `</style><script>alert(1)</script><img src=x onerror="alert(1)">'&\u0000\u001b[31m`;

const citation = (more: Partial<Citation> = {}): Citation => ({
  page: 1,
  start: 0,
  end: 5,
  text: 'Total',
  boxes: [[10, 20, 60, 32]],
  line: 1,
  score: 1,
  ...more,
});

const field = (more: Partial<FieldReport> = {}): FieldReport => ({
  status: 'answered',
  confidence: 0.8,
  grounded: true,
  citations: [citation()],
  ...more,
});

function input(
  fields: Record<string, FieldReport>,
  output: Record<string, unknown>,
  text: string,
): ReportInput {
  const metadata = { fields, warnings: [HOSTILE] } as unknown as AutogenResult['results']['metadata'];
  const answers: AutogenResult = {
    status: 'success',
    results: { output, metadata, metrics: {} },
    agents_used: [],
    usage_records: [],
  };
  const extraction = {
    status: 'success',
    extracted_text: text,
    metadata: { page_count: 1, warnings: [] as string[] },
  } as unknown as ExtractionResult;
  return {
    fileName: HOSTILE,
    runId: 'run-1',
    questions: new Map(Object.keys(output).map((name) => [name, HOSTILE])),
    answers,
    extraction,
    evaluation: undefined,
    pictures: [],
    notes: [],
  };
}

test('nothing of a hostile document becomes markup, and nothing may run', () => {
  const fields = {
    [HOSTILE]: field({ model: HOSTILE, citations: [citation({ text: HOSTILE, end: HOSTILE.length })] }),
  };
  const page = reportHtml(input(fields, { [HOSTILE]: HOSTILE }, HOSTILE));
  expect(page).not.toMatch(/<script|<img src=x|onerror="/);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(page).not.toMatch(/[\u0000\u001b]/);
  expect(page.match(/<\/style>/g)).toHaveLength(1);
  expect(page).toContain("default-src 'none'".replaceAll("'", '&#39;'));
  expect(page).not.toMatch(/https?:\/\//);
});

test('an answer leads to its place in the text and back', () => {
  const text = 'Invoice\nTotal 12.00\nend';
  const fields = { total: field({ citations: [citation({ start: 14, end: 19, text: '12.00', line: 2 })] }) };
  const page = reportHtml(input(fields, { total: '12.00' }, text));
  expect(page).toContain('href="#place-1-1"');
  expect(page).toContain('id="place-1-1"');
  expect(page).toContain('<mark>12.00</mark>');
  expect(page).toContain('href="#answer-1"');
});

test('overlapping places and places over several lines lose no text', () => {
  const text = 'one two three\nfour five';
  const fields = {
    a: field({ citations: [citation({ start: 4, end: 18 })] }),
    b: field({ citations: [citation({ start: 0, end: 7 })] }),
  };
  const page = reportHtml(input(fields, { a: 'x', b: 'y' }, text));
  const lines = [...page.matchAll(/<p class="line[^"]*">(.*?)<\/p>/gs)].map(([, line = '']) =>
    line.replace(/<span class="number">\d+<\/span>/, '').replace(/<[^>]+>/g, ''),
  );
  expect(lines).toEqual(['one two three', 'four five']);
  for (const id of ['place-1-1', 'place-2-1'])
    expect(page.match(new RegExp(`id="${id}"`, 'g'))).toHaveLength(1);
});

test('a place without a box is named as its format names it', () => {
  const cited = (more: Partial<Citation>) =>
    reportHtml(
      input({ a: field({ citations: [citation({ boxes: [], ...more })] }) }, { a: 'Total' }, 'Total'),
    );
  expect(cited({})).toContain('>page 1, line 1</a>');
  expect(cited({ page_name: 'Costs', place: 'B3:C3' })).toContain('>Costs, B3:C3</a>');
  expect(cited({ page: 2, page_name: 'Slide 2', place: 'slide 2 notes' })).toContain('>slide 2 notes</a>');
  expect(cited({ place: 'paragraph 12' })).toContain('>page 1, paragraph 12</a>');
  expect(cited({ page: 4, page_name: 'a.zip/b.pdf', line: 9 })).toContain(
    '>page 4 (a.zip/b.pdf), line 9</a>',
  );
});

test('a text of several pages has a heading for each', () => {
  const text = 'Costs\n\f\n\fTotal 12.00';
  const pages = [
    { page: 1, name: HOSTILE, start: 0, end: 5 },
    { page: 2, start: 7, end: 7 },
    { page: 3, name: 'Notes', start: 9, end: 20 },
  ];
  const given = input({ total: field({ citations: [] }) }, { total: 12 }, text);
  const page = reportHtml({ ...given, pages });
  expect(page.replace(/<[^>]+>/g, '')).toMatch(/Page 1: .*1Costs.*Page 2.*2.*Page 3: Notes.*3Total 12\.00/s);
  expect(page).not.toContain('<script');
  expect(reportHtml({ ...given, pages: pages.slice(0, 1) })).not.toContain('class="heading"');
});

test('boxes are marked on the page picture in points', () => {
  const given = input({ total: field() }, { total: 5 }, 'Total');
  const png = new Uint8Array([137, 80, 78, 71]);
  const page = reportHtml({ ...given, pictures: [{ page: 1, width: 612, height: 792, png }] });
  expect(page).toContain('viewBox="0 0 612 792"');
  expect(page).toContain('<rect x="8" y="18" width="54" height="16" rx="2"/>');
  expect(page).toContain('src="data:image/png;base64,iVBORw=="');
});

test('a missing and a failed answer say so', () => {
  const fields = {
    a: field({ status: 'missing', confidence: 0, grounded: null, citations: [] }),
    b: field({
      status: 'failed',
      citations: [],
      grounded: null,
      error: { code: 'x', message: 'the model refused' },
    }),
    c: field({ grounded: false, citations: [] }),
  };
  const page = reportHtml(input(fields, { a: null, b: null, c: 'invented' }, 'text'));
  expect(page.match(/no answer/g)).toHaveLength(2);
  expect(page).toContain('the model refused');
  expect(page).toContain('stands nowhere in the document');
});

test('a long text is shown around its cited places, and says what it leaves out', () => {
  const text = Array.from({ length: 10_000 }, (_, index) => `line ${index + 1}`).join('\n');
  const start = text.indexOf('line 5000\n');
  const fields = { a: field({ citations: [citation({ start, end: start + 9, line: 5000 })] }) };
  const page = reportHtml(input(fields, { a: 'x' }, text));
  expect(page).toContain('<mark>line 5000</mark>');
  expect(page).not.toContain('line 4000<');
  expect(page).toContain('4987 lines without a cited place are left out');
});
