import { expect, test } from 'vitest';
import { sendJson } from '../support/wire-server.ts';
import { adapterOf, extracted, inputOf, KEY, linesOf, memoryCheckpoints, vendor } from './support.ts';

const SECRETS = { api_key: 'env:TEST_X2TEXT_KEY' };

const box = (left: number, top: number, right: number, bottom: number, width = 1700, height = 2200) => ({
  points: [
    [left, top],
    [left, bottom],
    [right, bottom],
    [right, top],
  ],
  system: 'PixelSpace',
  layout_width: width,
  layout_height: height,
});

/** Elements as `hi_res` gives them, by hand. */
const ELEMENTS = [
  {
    type: 'Header',
    element_id: 'a',
    text: 'ACME Inc.',
    metadata: { page_number: 1, coordinates: box(170, 50, 600, 90) },
  },
  { type: 'Title', text: 'Invoice 42', metadata: { page_number: 1, coordinates: box(170, 220, 850, 330) } },
  { type: 'NarrativeText', text: 'Dear customer,\nplease pay.', metadata: { page_number: 1 } },
  {
    type: 'Table',
    text: 'Item Price Pen 1.20 Ink & co 10.00',
    metadata: {
      page_number: 1,
      coordinates: box(170, 400, 1530, 700),
      text_as_html:
        '<table><thead><tr><th>Item</th><th>Price</th></tr></thead><tbody><tr><td>Pen</td><td>1.20</td></tr>' +
        '<tr><td>Ink &amp; co</td><td>10.00</td></tr><tr><td colspan="2">Sum <b>11.20</b></td></tr></tbody></table>',
    },
  },
  { type: 'PageBreak', text: '', metadata: {} },
  {
    type: 'NarrativeText',
    text: 'Second page',
    metadata: { page_number: 2, coordinates: box(72, 72, 300, 90, 612, 792) },
  },
];

async function setUp(provider = 'unstructuredcommunity', path = '', secrets: object = {}) {
  const server = await vendor((_request, response) => sendJson(response, 200, ELEMENTS));
  return { server, ...(await adapterOf(provider, { url: `${server.url}${path}` }, secrets)) };
}

test('gives pages of lines with boxes, and tables with their columns', async () => {
  const { adapter } = await setUp();
  const document = await extracted(adapter);
  expect(document.text.split('\n')).toEqual([
    'ACME Inc.',
    '',
    'Invoice 42',
    'Dear customer,',
    'please pay.',
    '',
    'Item       Price',
    'Pen         1.20',
    'Ink & co   10.00',
    'Sum 11.20',
    '\fSecond page',
  ]);
  expect(document.lines.pages).toMatchObject([
    { page: 1, width: 612, height: 792 },
    { page: 2, width: 612, height: 792 },
  ]);
  const lines = linesOf(document);
  expect(lines[0]).toMatchObject({ role: 'header', box: [61.2, 18, 216, 32.4] });
  expect(lines[2]).toMatchObject({ text: 'Invoice 42', box: [61.2, 79.2, 306, 118.8], page: 1 });
  expect(lines.at(-1)).toMatchObject({ text: 'Second page', page: 2, box: [72, 72, 300, 90] });
  expect(document).toMatchObject({ fileType: 'pdf', pageCount: 2 });
});

test('asks as the API wants to be asked', async () => {
  const { adapter, server } = await setUp('unstructuredenterprise', '/general/v0/general', SECRETS);
  await extracted(adapter, { settings: { mode: 'high_quality', ocr_languages: 'eng+deu' }, fileName: 'a"b' });
  const [request] = server.requests;
  expect(request).toMatchObject({ method: 'POST', path: '/general/v0/general' });
  expect(request?.headers['unstructured-api-key']).toBe(KEY);
  const form = await new Response(request?.body, {
    headers: { 'content-type': request?.headers['content-type'] ?? '' },
  }).formData();
  expect(form.get('strategy')).toBe('hi_res');
  expect(form.get('coordinates')).toBe('true');
  expect(form.getAll('languages')).toEqual(['eng', 'deu']);
  const file = form.get('files') as File;
  expect(file).toMatchObject({ name: 'a"b.pdf', type: 'application/pdf' });
  expect(await file.text()).toContain('%PDF');
});

test('leaves out pages that were not selected, and headers where they are not wanted', async () => {
  const { adapter, server } = await setUp();
  const second = await extracted(adapter, { settings: { pages_to_extract: '2' } });
  expect(second).toMatchObject({ text: 'Second page', pageCount: 2 });
  expect((await extracted(adapter, { settings: { omit_headers_footers: true } })).text).not.toContain('ACME');
  expect(server.requests[0]?.path).toBe('/general/v0/general');
});

test('a document that was read is not sent again', async () => {
  const { adapter, server } = await setUp();
  const checkpoints = memoryCheckpoints();
  await extracted(adapter, { checkpoints });
  expect((await extracted(adapter, { checkpoints })).text).toContain('Second page');
  expect(server.requests).toHaveLength(1);
});

test.each([
  [401, { detail: 'API key is malformed' }, 'x2text_auth_failed', false],
  [402, {}, 'x2text_quota_exhausted', false],
  [422, { detail: 'File type application/x-foo is not supported.' }, 'unsupported_type', false],
  [422, { detail: 'Invalid strategy' }, 'x2text_request_refused', false],
  [422, { detail: 'File does not appear to be a valid PDF' }, 'corrupt_document', false],
  [500, { detail: 'PDF is password protected' }, 'encrypted_document', false],
  [500, { detail: 'Internal Server Error' }, 'x2text_unavailable', true],
  [503, { detail: 'Server is under heavy load.' }, 'x2text_unavailable', true],
  [429, {}, 'x2text_rate_limited', true],
])('HTTP %i %j: %s', async (status, body, code, retryable) => {
  const { adapter, server } = await setUp('unstructuredenterprise', '', SECRETS);
  server.answer = (_request, response) => sendJson(response, status, body);
  await expect(adapter.extract(inputOf())).rejects.toMatchObject({ code, retryable });
});

test.each([
  ['[]', 'no_text'],
  ['{"detail": "x"}', 'x2text_unavailable'],
  ['[{"type": "Title", "text": " ", "metadata": {"page_number": 1}}]', 'no_text'],
])('a reply %s', async (body, code) => {
  const { adapter, server } = await setUp();
  server.answer = (_request, response) => void response.end(body);
  await expect(adapter.extract(inputOf())).rejects.toMatchObject({ code });
});

test('has a time limit for the whole document', async () => {
  const server = await vendor(() => {});
  const { adapter } = await adapterOf('unstructuredcommunity', { url: server.url, wait_timeout: 0.05 }, {});
  await expect(adapter.extract(inputOf())).rejects.toMatchObject({ code: 'x2text_timeout', retryable: true });
});

test('a community server has no address by itself', async () => {
  await expect(adapterOf('unstructuredcommunity', {}, {})).rejects.toMatchObject({
    code: 'invalid_adapter_configuration',
    message: expect.stringContaining('settings.url'),
  });
});
