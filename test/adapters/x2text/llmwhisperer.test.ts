import { expect, test } from 'vitest';
import { sendJson } from '../support/wire-server.ts';
import {
  type Answer,
  adapterOf,
  count,
  extracted,
  inputOf,
  KEY,
  memoryCheckpoints,
  QUICK,
  vendor,
} from './support.ts';

const SECRETS = { unstract_key: 'env:TEST_X2TEXT_KEY' };

type Service = {
  text: string;
  /** Polls that say `processing`. */
  busy: number;
  detail?: unknown;
  highlights?: unknown;
  confidences?: unknown;
};

const TEXT =
  '0x01: INVOICE 42\n0x02:\n0x03: Total      1,234.50\n0x04: <<<psw page 1>>>\n0x05: Terms\n0x06: <<<psw page 2>>>\n';
const line = (page: number, base_y: number) => ({
  base_y,
  base_y_percent: 1,
  height: 40,
  height_percent: 1,
  page,
  page_height: 3168,
  raw: [page, base_y, 40, 3168],
});
const HIGHLIGHTS = {
  1: line(0, 400),
  2: { base_y: 0, height: 0, page: 0, page_height: 0, raw: [0, 0, 0, 0] },
  3: line(0, 800),
  5: line(1, 400),
};

/** LLMWhisperer v2 as its documentation has it: a text is given away once. */
function whisperer(service: Service): Answer {
  const jobs = new Map<string, { polls: number; delivered: boolean }>();
  return (request, response) => {
    if (request.headers['unstract-key'] !== KEY)
      return sendJson(response, 401, { message: `Access denied for ${request.headers['unstract-key']}` });
    const url = new URL(request.path, 'http://host');
    const name = url.pathname.replace('/api/v2/', '');
    if (name === 'whisper') {
      const whisper_hash = `hash-${jobs.size + 1}`;
      jobs.set(whisper_hash, { polls: 0, delivered: false });
      return sendJson(response, 202, { message: 'Whisper Job Accepted', status: 'processing', whisper_hash });
    }
    const job = jobs.get(url.searchParams.get('whisper_hash') ?? '');
    if (!job)
      return sendJson(response, 400, { message: 'Whisper job not found for the provided whisper hash' });
    if (name === 'whisper-status') {
      const status = job.delivered ? 'retrieved' : job.polls++ < service.busy ? 'processing' : 'processed';
      return sendJson(response, 200, { status, message: '', detail: service.detail ?? [] });
    }
    if (name === 'highlights') return sendJson(response, 200, service.highlights ?? {});
    if (job.delivered) return sendJson(response, 400, { message: 'Whisper already delivered' });
    job.delivered = true;
    sendJson(response, 200, {
      result_text: service.text,
      confidence_metadata: service.confidences ?? [],
      metadata: {},
      webhook_metadata: '',
    });
  };
}

async function setUp(service: Partial<Service> = {}, settings = {}) {
  const server = await vendor(whisperer({ text: TEXT, busy: 1, ...service }));
  const made = await adapterOf(
    'llmwhisperer|a5e6b8af-3e1f-4a80-b006-d017e8e67f93',
    { url: server.url, ...QUICK, ...settings },
    SECRETS,
  );
  return { server, ...made };
}

test('gives pages, lines with their places and confidence, and the hash', async () => {
  const { adapter, server } = await setUp({
    highlights: HIGHLIGHTS,
    confidences: [[], [], [{ text: '1,234.50', confidence: '0.5' }]],
    detail: [
      { page_no: 1, message: 'extraction_success', execution_time_in_seconds: 1 },
      { page_no: 2, message: 'waiting', execution_time_in_seconds: 0 },
    ],
  });
  const progress: unknown[] = [];
  const document = await extracted(adapter, {
    settings: { enable_highlight: true },
    progress: (...args) => void progress.push(args),
  });
  expect(document.text).toBe('INVOICE 42\n\nTotal      1,234.50\n<<<\nTerms');
  expect(document.lines.pages).toMatchObject([
    { page: 1, width: 612, height: 792, start: 0 },
    { page: 2, width: 612, height: 792, end: document.text.length },
  ]);
  expect(document.lines.lines).toMatchObject([
    { page: 1, box: [0, 90, 612, 100], source: 'ocr' },
    { page: 1 },
    { page: 1, box: [0, 190, 612, 200], confidence: 0.7 },
    { page: 2, box: [0, 90, 612, 100] },
  ]);
  expect(document.lines.lines[1]?.box).toBeUndefined();
  expect(document).toMatchObject({
    fileType: 'pdf',
    pageCount: 2,
    metadata: { whisper_hash: 'hash-1', line_metadata: { lines: 4 } },
  });
  expect(progress).toContainEqual([1, 2, 'pages']);
  expect(document.warnings).toEqual([expect.stringContaining('could not read page 2')]);
  expect(server.requests[0]?.body).toContain('%PDF');
});

test("sends the instance's settings, and the message's before them", async () => {
  const { adapter, server } = await setUp({}, { mode: 'low_cost', median_filter_size: 3, tag: 'instance' });
  const document = await extracted(adapter, {
    settings: {
      mode: 'table',
      pages_to_extract: '1-2',
      page_seperator: '== {{page_no}} ==',
      add_line_nos: true,
    },
  });
  const query = new URL(server.requests[0]?.path ?? '', 'http://host').searchParams;
  expect(Object.fromEntries(query)).toMatchObject({
    mode: 'table',
    output_mode: 'layout_preserving',
    pages_to_extract: '1-2',
    add_line_nos: 'true',
    include_line_confidence: 'true',
    line_splitter_tolerance: '0.4',
    tag: 'instance',
  });
  expect(query.has('median_filter_size')).toBe(false);
  expect(document.text).toBe('0x01: INVOICE 42\n0x02: \n0x03: Total      1,234.50\n== 1 ==\n0x04: Terms');
});

test('asks for no places where nobody wants them, and takes the mark of a service that ignores ours', async () => {
  const { adapter, server } = await setUp({ text: 'One\n<<<\n\fTwo\n<<<\n\f' });
  const document = await extracted(adapter);
  expect(document.text).toBe('One\n<<<\nTwo');
  expect(document.pageCount).toBe(2);
  expect(count(server, /highlights/)).toBe(0);
  expect(server.requests[0]?.path).toContain('add_line_nos=false');
});

test('keeps the text when the places cannot be had', async () => {
  const { adapter, server } = await setUp();
  const { answer } = server;
  server.answer = (request, response) =>
    request.path.includes('/highlights') ? sendJson(response, 500, {}) : answer(request, response);
  const document = await extracted(adapter, { settings: { enable_highlight: true } });
  expect(document.text).toContain('INVOICE 42');
  expect(document.warnings).toEqual([expect.stringContaining('no positions of the lines')]);
});

test('a try that failed after the text was given away goes on with the kept text', async () => {
  const { adapter, server } = await setUp();
  const checkpoints = memoryCheckpoints();
  await extracted(adapter, { checkpoints });
  const again = await extracted(adapter, { checkpoints });
  expect(again.text).toContain('INVOICE 42');
  expect(count(server, /POST/)).toBe(1);
  expect(count(server, /retrieve/)).toBe(1);
});

test('a text that was given away and lost is asked for anew, once', async () => {
  const { adapter, server } = await setUp();
  const checkpoints = memoryCheckpoints();
  await extracted(adapter, { checkpoints });
  checkpoints.kept.delete('x2text-result');
  expect((await extracted(adapter, { checkpoints })).text).toContain('INVOICE 42');
  expect(count(server, /POST/)).toBe(2);
});

test('other settings or another document are another job', async () => {
  const { adapter, server } = await setUp();
  const checkpoints = memoryCheckpoints();
  await extracted(adapter, { checkpoints });
  await extracted(adapter, { checkpoints, settings: { output_mode: 'text' } });
  await extracted(adapter, { checkpoints, bytes: Buffer.from('%PDF-1.4 another') });
  expect(count(server, /POST/)).toBe(3);
});

test('a failed job says why where it can be told, and is not kept', async () => {
  const { adapter, server } = await setUp();
  const checkpoints = memoryCheckpoints();
  const { answer } = server;
  server.answer = (request, response) =>
    request.path.includes('/whisper-status')
      ? sendJson(response, 200, { status: 'error', message: 'The PDF is password protected: my text' })
      : answer(request, response);
  const failing = adapter.extract(inputOf({ checkpoints }));
  await expect(failing).rejects.toMatchObject({ code: 'encrypted_document', retryable: false });
  await expect(failing).rejects.not.toMatchObject({ message: expect.stringContaining('my text') });
  server.answer = answer;
  await extracted(adapter, { checkpoints });
  expect(count(server, /POST/)).toBe(2);
});

test.each([
  ['{}', 'x2text_unavailable', true],
  ['{"result_text": "  \\n "}', 'no_text', false],
])('a retrieved %s', async (body, code, retryable) => {
  const { adapter, server } = await setUp({ busy: 0 }, { poll_interval: 0.0001 });
  const { answer } = server;
  server.answer = (request, response) =>
    request.path.includes('/whisper-retrieve') ? void response.end(body) : answer(request, response);
  await expect(adapter.extract(inputOf())).rejects.toMatchObject({ code, retryable });
});

test('the first version is told by its uuid and spoken to in its own words', async () => {
  let polls = 0;
  const server = await vendor((request, response) => {
    if (request.path.startsWith('/v1/whisper?')) return sendJson(response, 202, { 'whisper-hash': 'h1' });
    if (request.path.includes('whisper-status?whisper-hash=h1'))
      return sendJson(response, 200, { status: polls++ ? 'processed' : 'processing' });
    sendJson(response, 200, { text: 'Old text\n<<<psw page 1>>>\n', line_metadata: [[0, 400, 40, 3168]] });
  });
  const { adapter } = await adapterOf(
    'llmwhisperer|0a1647f0-f65f-410d-843b-3d979c78350e',
    { url: server.url, ...QUICK },
    SECRETS,
  );
  const document = await extracted(adapter, { settings: { mode: 'form', output_mode: 'layout_preserving' } });
  expect(document.text).toBe('Old text');
  expect(document.lines.lines[0]).toMatchObject({ box: [0, 90, 612, 100] });
  const query = new URL(server.requests[0]?.path ?? '', 'http://host').searchParams;
  expect(Object.fromEntries(query)).toMatchObject({ processing_mode: 'ocr', output_mode: 'line-printer' });
});

test('the first version may answer at once', async () => {
  const server = await vendor((_request, response) => {
    response.writeHead(200, { 'whisper-hash': 'h1', 'content-type': 'text/plain' });
    response.end('Small text');
  });
  const { adapter } = await adapterOf('llmwhisperer-v1', { url: server.url, ...QUICK }, SECRETS);
  expect((await extracted(adapter)).text).toBe('Small text');
  expect(server.requests).toHaveLength(1);
});
