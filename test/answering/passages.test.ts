import { afterAll, beforeAll, expect, test } from 'vitest';
import { answer, openBench, scriptedModel } from './stage-bench.ts';

/** Forty pages of filler with one clause that matters on page 27. */
const CLAUSE = 'The governing law of this agreement is the law of the Free and Hanseatic City of Hamburg.';
const TEXT = Array.from({ length: 40 }, (_, page) => {
  const filler =
    `Section ${page + 1}. The parties keep records of deliveries, storage and returns in good order. `.repeat(
      12,
    );
  return page === 26 ? `${filler}\n\n${CLAUSE}\n\n${filler}` : filler;
}).join('\n\f');

let open: Awaited<ReturnType<typeof openBench>>;
beforeAll(async () => {
  open = await openBench();
});
afterAll(() => open.close());

test('a chunked document: the prompt gets passages only, and the citation is right in the whole text', async () => {
  const bench = await open.bench({
    text: TEXT,
    outputs: [
      {
        name: 'law',
        prompt: 'What is the governing law of the agreement?',
        'chunk-size': 200,
        'similarity-top-k': 2,
      },
      { name: 'whole', prompt: 'Anything?', 'chunk-size': 0 },
    ],
  });
  await bench.chunk();
  const model = scriptedModel(({ promptName }) =>
    promptName === 'law' ? answer('the law of the Free and Hanseatic City of Hamburg', CLAUSE) : answer(null),
  );
  const { results } = await bench.finish({ model });
  const call = model.calls.find(({ promptName }) => promptName === 'law');
  expect(call?.prefix).toContain(CLAUSE);
  expect(call?.prefix?.length).toBeLessThan(TEXT.length / 5);
  const { context, fields } = results.metadata;
  expect(context.law?.join('\n')).toContain(CLAUSE);
  expect(context.whole).toEqual([TEXT]);
  const [citation] = fields.law?.citations ?? [];
  expect(citation).toMatchObject({
    page: 27,
    text: 'the law of the Free and Hanseatic City of Hamburg',
    score: 1,
  });
  expect(TEXT.slice(citation?.start, citation?.end)).toBe(citation?.text);
});

test('the embedded reader answers from passages too, cited in the whole text', async () => {
  const text = `${TEXT}\n\fInvoice number:   HP-77\n`;
  const bench = await open.bench({
    text,
    outputs: [{ name: 'number', prompt: 'What is the invoice number?', 'chunk-size': 200 }],
  });
  await bench.chunk();
  const { results } = await bench.finish();
  expect(results.output.number).toBe('HP-77');
  const [citation] = results.metadata.fields.number?.citations ?? [];
  expect(citation).toMatchObject({ page: 41, text: 'HP-77' });
  expect(results.metadata.fields.number?.model).toBe('embedded-reader');
});

test('a passage from the middle of a table comes with the table header, and is cited where it stands', async () => {
  const header = 'Article              Quantity       Price';
  const rows = Array.from(
    { length: 120 },
    (_, i) => `Bolt M${i}x${i * 3}        ${i * 3 + 1} pcs        ${i * 7 + 2}.50`,
  );
  const text = ['Our offer:', '', header, ...rows].join('\n');
  const output = {
    name: 'price',
    prompt: 'What is the price of Bolt M90x270?',
    'chunk-size': 120,
    'similarity-top-k': 1,
  };
  const bench = await open.bench({ text, outputs: [output] });
  await bench.chunk();
  const model = scriptedModel(() => answer('632.50', rows[90] ?? ''));
  const { results } = await bench.finish({ model });
  const [passage = ''] = results.metadata.context.price ?? [];
  expect(passage.startsWith(`${header}\nBolt`)).toBe(true);
  expect(passage).toContain(rows[90]);
  expect(model.calls[0]?.prefix).toContain(passage);
  const [citation] = results.metadata.fields.price?.citations ?? [];
  expect(citation).toMatchObject({ text: '632.50', start: text.indexOf('632.50') });
});

test('an answer that is put into a prompt takes its room from the passages', async () => {
  const small = { 'chunk-size': 200, 'similarity-top-k': 8 };
  const bench = await open.bench({
    text: TEXT,
    outputs: [
      { name: 'long', prompt: 'Everything about deliveries?', ...small },
      { name: 'after', prompt: 'Deliveries, storage, returns: {{long}}', ...small },
    ],
  });
  await bench.chunk();
  const model = scriptedModel(() => answer('as good '.repeat(600)), { contextWindow: 3000 });
  const { results } = await bench.finish({ model });
  const tokens = (name: string) => (results.metadata.context[name] ?? []).join('').length / 5;
  expect(tokens('after')).toBeLessThan(tokens('long') - 400);
  expect(results.metadata.fields.after?.warnings?.join()).toContain('passages fit');
});
