import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { hasValidSignature } from '../support/sigv4.ts';
import { sendJson, type WireRequest } from '../support/wire-server.ts';
import { adapterOf, extracted, inputOf, linesOf, memoryCheckpoints, QUICK, vendor } from './support.ts';

process.env.TEST_AWS_ID = 'AKIDEXAMPLE';
process.env.TEST_AWS_SECRET = 'secret-1';
const SECRETS = { aws_access_key_id: 'env:TEST_AWS_ID', aws_secret_access_key: 'env:TEST_AWS_SECRET' };

let nextId = 0;
const geometry = (left: number, top: number, width: number, height: number) => ({
  BoundingBox: { Left: left, Top: top, Width: width, Height: height },
  Polygon: [
    { X: left, Y: top },
    { X: left + width, Y: top },
    { X: left + width, Y: top + height },
    { X: left, Y: top + height },
  ],
});

/** A line and its words, one after the other as Textract orders them; each word is a hundredth wide a letter. */
function line(page: number, top: number, ...words: [left: number, text: string][]) {
  const ofWords = words.map(([left, text]) => ({
    BlockType: 'WORD',
    Id: `w${nextId++}`,
    Text: text,
    TextType: 'PRINTED',
    Confidence: 98.5,
    Page: page,
    // Without long letters a word's box is lower than its line's.
    Geometry: geometry(left, top + 0.002, text.length * 0.01, 0.011),
  }));
  const first = words[0]?.[0] ?? 0;
  const [lastLeft, lastText] = words.at(-1) ?? [0, ''];
  return [
    {
      BlockType: 'LINE',
      Id: `l${nextId++}`,
      Text: words.map(([, text]) => text).join(' '),
      Confidence: 98.5,
      Page: page,
      Geometry: geometry(first, top, lastLeft + lastText.length * 0.01 - first, 0.015),
      Relationships: [{ Type: 'CHILD', Ids: ofWords.map(({ Id }) => Id) }],
    },
    ...ofWords,
  ];
}

const page = (number: number) => ({
  BlockType: 'PAGE',
  Id: `p${number}`,
  Page: number,
  Geometry: geometry(0, 0, 1, 1),
});

const FIRST = [
  page(1),
  ...line(1, 0.1, [0.1, 'Item'], [0.7, 'Price']),
  ...line(1, 0.13, [0.1, 'Fountain'], [0.2, 'pen'], [0.7, '21.20']),
  ...line(1, 0.16, [0.1, 'Ink'], [0.71, '9.00']),
];
const SECOND = [
  {
    BlockType: 'SELECTION_ELEMENT',
    Id: 's1',
    SelectionStatus: 'SELECTED',
    Confidence: 90,
    Page: 1,
    Geometry: geometry(0.1, 0.19, 0.02, 0.015),
  },
  ...line(1, 0.19, [0.14, 'paid']),
  page(2),
  ...line(2, 0.1, [0.1, 'Terms']),
];

type Call = { operation: string; body: Record<string, unknown> };

/** Textract over AWS JSON 1.1; `say` may answer a call itself. */
async function setUp(settings = {}, say: (call: Call, response: ServerResponse) => boolean = () => false) {
  const calls: Call[] = [];
  let busy = 1;
  const fail = (response: ServerResponse, __type: string, message = '') =>
    sendJson(response, 400, { __type, message }, { 'x-amzn-errortype': __type });
  const server = await vendor((request: WireRequest, response) => {
    if (!hasValidSignature(request, 'secret-1')) return fail(response, 'InvalidSignatureException');
    const operation = String(request.headers['x-amz-target']).replace('Textract.', '');
    const call = { operation, body: JSON.parse(request.body) as Record<string, unknown> };
    calls.push(call);
    if (say(call, response)) return;
    if (/^Start/.test(operation)) return sendJson(response, 200, { JobId: 'job-1' });
    if (!/^Get/.test(operation))
      return sendJson(response, 200, { DocumentMetadata: { Pages: 1 }, Blocks: FIRST });
    if (busy-- > 0) return sendJson(response, 200, { JobStatus: 'IN_PROGRESS' });
    const done = { JobStatus: 'SUCCEEDED', DocumentMetadata: { Pages: 2 } };
    if (call.body.NextToken === 'more') return sendJson(response, 200, { ...done, Blocks: SECOND });
    sendJson(response, 200, { ...done, Blocks: FIRST, NextToken: 'more' });
  });
  const made = await adapterOf(
    'textract',
    {
      region_name: 'eu-central-1',
      auth_type: 'access_keys',
      endpoint_url: server.url,
      ...QUICK,
      ...settings,
    },
    SECRETS,
  );
  return { server, calls, fail, ...made };
}
const operations = (calls: Call[]) => calls.map(({ operation }) => operation);

test('lays the words of a document out, its columns under each other', async () => {
  const { adapter, calls, objects } = await setUp();
  const document = await extracted(adapter);
  const rows = document.text.split('\n');
  expect(rows[0]).toMatch(/^Item {10,}Price$/);
  expect(rows[1]).toMatch(/^Fountain pen {5,}21\.20$/);
  expect(rows[2]).toMatch(/^Ink {10,}9\.00$/);
  expect(rows[1]?.indexOf('21.20')).toBe(rows[0]?.indexOf('Price'));
  expect(document.text).toMatch(/\[X\] +paid/);
  expect(document.text).toMatch(/\n\fTerms$/);
  expect(linesOf(document)[1]).toMatchObject({ source: 'ocr', confidence: 0.985, page: 1 });
  const words = document.lines.lines[0]?.words;
  expect(words?.[0]?.slice(2)).toEqual([61.2, 79.2, 85.68, 91.08, 0.985]);
  expect(document).toMatchObject({ fileType: 'pdf', pageCount: 2, metadata: { engine: 'textract' } });
  expect(operations(calls)).toEqual([
    'StartDocumentTextDetection',
    'GetDocumentTextDetection',
    'GetDocumentTextDetection',
    'GetDocumentTextDetection',
    'GetDocumentTextDetection',
  ]);
  const location = calls[0]?.body.DocumentLocation as { S3Object: Record<string, string> } | undefined;
  const { Bucket, Name } = location?.S3Object ?? {};
  expect(Bucket).toBe('workers-bucket');
  expect(Name).toMatch(/^payloads\/textract\/[0-9a-f]{64}$/);
  expect(calls[0]?.body.ClientRequestToken).toMatch(/^[\w-]{1,64}$/);
  expect(await objects.get(Name ?? '')).toBeUndefined();
});

test.each([
  [{ mode: 'form' }, {}, ['FORMS']],
  [{ mode: 'table' }, { feature_types: ['LAYOUT'] }, ['TABLES']],
  [{}, { feature_types: ['TABLES', 'FORMS'] }, ['TABLES', 'FORMS']],
] as const)('asks for what %j and %j want', async (message, settings, features) => {
  const { adapter, calls } = await setUp(settings);
  await extracted(adapter, { settings: message });
  expect(calls[0]).toMatchObject({ operation: 'StartDocumentAnalysis', body: { FeatureTypes: features } });
  expect(calls[1]?.operation).toBe('GetDocumentAnalysis');
});

test('reads a picture at once, at its own proportions', async () => {
  const png = Buffer.alloc(40);
  png.write('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1');
  png.writeUInt32BE(1000, 16);
  png.writeUInt32BE(500, 20);
  const { adapter, calls } = await setUp();
  const checkpoints = memoryCheckpoints();
  const document = await extracted(adapter, { bytes: png, fileName: 'scan.png', checkpoints });
  await extracted(adapter, { bytes: png, fileName: 'scan.png', checkpoints });
  expect(operations(calls)).toEqual(['DetectDocumentText']);
  expect(document).toMatchObject({ fileType: 'png', pageCount: 1 });
  expect(document.lines.pages[0]).toMatchObject({ width: 612, height: 306 });
});

test('leaves out pages that were not selected; names those that were lost', async () => {
  const { adapter } = await setUp({}, ({ operation, body }, response) => {
    if (!/^Get/.test(operation)) return false;
    const last = body.NextToken === 'more';
    sendJson(response, 200, {
      JobStatus: 'PARTIAL_SUCCESS',
      DocumentMetadata: { Pages: 3 },
      Blocks: last ? SECOND : FIRST,
      ...(last ? { Warnings: [{ ErrorCode: 'X', Pages: [3] }] } : { NextToken: 'more' }),
    });
    return true;
  });
  const document = await extracted(adapter, { settings: { pages_to_extract: '2-3' } });
  expect(document).toMatchObject({ text: 'Terms', pageCount: 3 });
  expect(document.warnings).toEqual(['Amazon Textract could not read page 3.']);
});

test('throttled: the start by the queue, the looks by waiting', async () => {
  let left = 2;
  const { adapter, calls, fail } = await setUp({}, ({ operation }, response) => {
    if (left <= 0 || (left === 1 && /^Start/.test(operation))) return false;
    left--;
    fail(
      response,
      /^Start/.test(operation) ? 'LimitExceededException' : 'ProvisionedThroughputExceededException',
    );
    return true;
  });
  await expect(adapter.extract(inputOf())).rejects.toMatchObject({
    code: 'x2text_rate_limited',
    retryable: true,
    throttled: true,
  });
  expect((await extracted(adapter)).text).toContain('Terms');
  expect(operations(calls).filter((name) => name.startsWith('Start'))).toHaveLength(2);
});

test('goes on in the next invocation, and keeps the document there until then', async () => {
  const { adapter, calls, objects } = await setUp();
  const checkpoints = memoryCheckpoints(1000);
  expect(await adapter.extract(inputOf({ checkpoints }))).toMatchObject({ unfinished: expect.any(String) });
  expect(await objects.list('payloads/textract/')).toHaveLength(1);
  checkpoints.remaining = 600_000;
  expect((await extracted(adapter, { checkpoints })).text).toContain('Terms');
  expect(operations(calls).filter((name) => name.startsWith('Start'))).toHaveLength(1);
  expect(await objects.list('payloads/textract/')).toEqual([]);
});

test('a job that AWS does not know any more is started anew, as another one', async () => {
  let lost = true;
  const { adapter, calls, fail } = await setUp({}, ({ operation }, response) => {
    if (!lost || !/^Get/.test(operation)) return false;
    lost = false;
    fail(response, 'InvalidJobIdException');
    return true;
  });
  expect((await extracted(adapter)).text).toContain('Terms');
  const tokens = calls.flatMap(({ body }) => body.ClientRequestToken ?? []);
  expect(new Set(tokens).size).toBe(2);
});

test.each([
  ['AccessDeniedException', '', 'x2text_auth_failed', false],
  ['UnsupportedDocumentException', 'Request has unsupported document format', 'unsupported_type', false],
  ['DocumentTooLargeException', '', 'limit_exceeded', false],
  ['BadDocumentException', '', 'corrupt_document', false],
  ['InvalidS3ObjectException', '', 'x2text_request_refused', false],
  ['InvalidParameterException', '', 'x2text_request_refused', false],
])('%s: %s', async (type, message, code, retryable) => {
  const { adapter, fail, objects } = await setUp({}, (_call, response) => {
    fail(response, type, message);
    return true;
  });
  await expect(adapter.extract(inputOf())).rejects.toMatchObject({ code, retryable });
  expect(await objects.list('payloads/textract/')).toEqual([]);
});

test('a failed job and a server error', async () => {
  const failed = await setUp({}, ({ operation }, response) => {
    if (/^Get/.test(operation))
      sendJson(response, 200, { JobStatus: 'FAILED', StatusMessage: 'ENCRYPTED_PDF' });
    return /^Get/.test(operation);
  });
  await expect(failed.adapter.extract(inputOf())).rejects.toMatchObject({ code: 'encrypted_document' });
  const broken = await setUp({}, (_call, response) => {
    sendJson(response, 500, { __type: 'InternalServerError' });
    return true;
  });
  await expect(broken.adapter.extract(inputOf())).rejects.toMatchObject({
    code: 'x2text_unavailable',
    retryable: true,
  });
});

test('asks about no file that it does not read', async () => {
  const { adapter, calls } = await setUp();
  const failing = adapter.extract(inputOf({ bytes: Buffer.from('words'), fileName: 'a.txt' }));
  await expect(failing).rejects.toMatchObject({
    code: 'unsupported_type',
    message: expect.stringContaining('not TXT'),
  });
  expect(calls).toEqual([]);
});

test('a document without text', async () => {
  const { adapter } = await setUp({}, ({ operation }, response) => {
    if (/^Get/.test(operation))
      sendJson(response, 200, { JobStatus: 'SUCCEEDED', DocumentMetadata: { Pages: 1 }, Blocks: [page(1)] });
    return /^Get/.test(operation);
  });
  await expect(adapter.extract(inputOf())).rejects.toMatchObject({ code: 'no_text', retryable: false });
});
