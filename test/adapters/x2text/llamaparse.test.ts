import { expect, test } from 'vitest';
import { sendJson } from '../support/wire-server.ts';
import { adapterOf, extracted, inputOf, KEY, linesOf, QUICK, vendor } from './support.ts';

const PAGES = [
  {
    page: 1,
    text: 'Invoice 42\n\nItem   Price\nPen     1.20',
    md: '# Invoice 42\n\n| Item | Price |\n|---|---|\n| Pen | 1.20 |',
    width: 612,
    height: 792,
    status: 'OK',
    items: [
      {
        type: 'heading',
        lvl: 1,
        value: 'Invoice 42',
        md: '# Invoice 42',
        bBox: { x: 72, y: 70, w: 200, h: 20 },
      },
      { type: 'table', md: '| Item | Price |\n| Pen | 1.20 |', bBox: { x: 72, y: 120, w: 300, h: 60 } },
    ],
  },
  { page: 3, text: 'Third', md: 'Third', width: 612, height: 792 },
];

async function setUp(status: object = { status: 'SUCCESS' }, settings = {}, pages: unknown = PAGES) {
  const server = await vendor((request, response) => {
    if (request.headers.authorization !== `Bearer ${KEY}`)
      return sendJson(response, 401, { detail: 'Invalid API key' });
    if (request.path === '/api/v1/parsing/upload')
      return sendJson(response, 200, { id: 'j-1', status: 'PENDING' });
    if (request.path === '/api/v1/parsing/job/j-1') return sendJson(response, 200, { id: 'j-1', ...status });
    sendJson(response, 200, { pages, job_metadata: { job_pages: 3, job_is_cache_hit: false } });
  });
  const secrets = { api_key: 'env:TEST_X2TEXT_KEY' };
  return {
    server,
    ...(await adapterOf('llamaparse', { base_url: `${server.url}/`, ...QUICK, ...settings }, secrets)),
  };
}

test('gives pages of lines, with boxes where a line is one of its items', async () => {
  const { adapter } = await setUp({ status: 'PARTIAL_SUCCESS' });
  const document = await extracted(adapter);
  expect(document.text).toBe('Invoice 42\n\nItem   Price\nPen     1.20\n\fThird');
  expect(document.lines.pages).toMatchObject([{ page: 1, width: 612 }, { page: 3 }]);
  expect(linesOf(document)).toMatchObject([
    { text: 'Invoice 42', box: [72, 70, 272, 90] },
    { text: '' },
    { text: 'Item   Price', box: [72, 120, 372, 180] },
    { text: 'Pen     1.20', box: [72, 120, 372, 180] },
    { text: 'Third', page: 3 },
  ]);
  expect(document.warnings).toEqual(['LlamaParse could not read page 2.']);
  expect(document.metadata).toMatchObject({ job_id: 'j-1' });
});

test('gives Markdown where that is configured', async () => {
  const { adapter } = await setUp({ status: 'SUCCESS' }, { result_type: 'markdown', verbose: true });
  expect((await extracted(adapter)).text).toContain('| Pen | 1.20 |');
});

test('says it when half a document gives no page numbers', async () => {
  const { adapter } = await setUp({ status: 'PARTIAL_SUCCESS' }, {}, [{ page: 1, text: 'One' }]);
  expect((await extracted(adapter)).warnings).toEqual([expect.stringContaining('does not say which pages')]);
});

test('counts pages from 0 as the service does', async () => {
  const { adapter, server } = await setUp();
  const document = await extracted(adapter, {
    settings: { pages_to_extract: '1-2, 3,5-', mode: 'native_text' },
  });
  const [request] = server.requests;
  const form = await new Response(request?.body, {
    headers: { 'content-type': request?.headers['content-type'] ?? '' },
  }).formData();
  expect(form.get('target_pages')).toBe('0-1,2,4-99999');
  expect(form.get('disable_ocr')).toBe('true');
  expect(document.warnings).toEqual(['LlamaParse could not read page 2.']);
});

test.each([
  ['ERROR', 'PDF_IS_ENCRYPTED', 'encrypted_document', false],
  ['ERROR', 'UNSUPPORTED_FILE_TYPE', 'unsupported_type', false],
  ['ERROR', 'PDF_TOO_LARGE', 'limit_exceeded', false],
  ['ERROR', 'NO_DATA_FOUND_IN_FILE', 'no_text', false],
  ['ERROR', 'INTERNAL_ERROR', 'x2text_unavailable', true],
  ['ERROR', 'EXPIRED', 'x2text_unavailable', true],
  ['ERROR', 'SOMETHING_NEW', 'x2text_job_failed', false],
  ['CANCELED', null, 'x2text_job_failed', false],
])('a job that ends as %s %s: %s', async (status, error_code, code, retryable) => {
  const { adapter } = await setUp({ status, error_code, error_message: null });
  await expect(adapter.extract(inputOf())).rejects.toMatchObject({ code, retryable });
});

test.each([[[]], [[{ page: 1, text: '', md: ' ' }]]])('pages %j are no success', async (pages) => {
  const { adapter } = await setUp({ status: 'SUCCESS' }, {}, pages);
  await expect(adapter.extract(inputOf())).rejects.toMatchObject({ code: 'no_text', retryable: false });
});
