import { describe, expect, test } from 'vitest';
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

/** What all hosted extractors that work in jobs have in common, tried on each of them. */
type Kind = {
  provider: string;
  secrets: object;
  start: RegExp;
  look: RegExp;
  answer(state: { busy: number }): Answer;
};

const SERVICES: Record<string, Kind> = {
  llmwhisperer: {
    provider: 'llmwhisperer',
    secrets: { unstract_key: 'env:TEST_X2TEXT_KEY' },
    start: /POST .*\/whisper\?/,
    look: /whisper-status/,
    answer: (state) => (request, response) => {
      if (/^\/api\/v2\/whisper\?/.test(request.path)) return sendJson(response, 202, { whisper_hash: 'j1' });
      if (/whisper-status/.test(request.path))
        return sendJson(response, 200, { status: state.busy-- > 0 ? 'processing' : 'processed' });
      sendJson(response, 200, { result_text: 'The text' });
    },
  },
  llamaparse: {
    provider: 'llamaparse|78860239-b3cc-4cc5-b3de-f84315f75d14',
    secrets: { api_key: 'env:TEST_X2TEXT_KEY' },
    start: /POST .*\/upload/,
    look: /GET .*\/job\/j1$/,
    answer: (state) => (request, response) => {
      if (request.path === '/api/v1/parsing/upload')
        return sendJson(response, 200, { id: 'j1', status: 'PENDING' });
      if (/\/job\/j1$/.test(request.path))
        return sendJson(response, 200, { id: 'j1', status: state.busy-- > 0 ? 'PENDING' : 'SUCCESS' });
      sendJson(response, 200, { pages: [{ page: 1, text: 'The text' }] });
    },
  },
};

async function setUp(kind: Kind, busy = 1, settings = {}) {
  const state = { busy };
  const usual = kind.answer(state);
  const server = await vendor(usual);
  const name = kind.provider.startsWith('llama') ? 'base_url' : 'url';
  const made = await adapterOf(kind.provider, { [name]: server.url, ...QUICK, ...settings }, kind.secrets);
  return { server, state, usual, ...made };
}

describe.each(Object.entries(SERVICES))('%s', (_name, kind) => {
  test('waits until the job is done', async () => {
    const { adapter, server } = await setUp(kind, 3);
    expect((await extracted(adapter)).text).toBe('The text');
    expect(count(server, kind.look)).toBe(4);
    expect(count(server, kind.start)).toBe(1);
  });

  test('a throttled start may be tried again when the server says', async () => {
    const { adapter, server, usual } = await setUp(kind);
    server.answer = (_request, response) =>
      sendJson(response, 429, { message: 'slow' }, { 'retry-after': '7' });
    await expect(adapter.extract(inputOf())).rejects.toMatchObject({
      code: 'x2text_rate_limited',
      retryable: true,
      throttled: true,
      retryAfter: 7,
    });
    server.answer = usual;
    expect((await extracted(adapter)).text).toBe('The text');
  });

  test('failed looks are repeated while the job goes on', async () => {
    const { adapter, server, usual } = await setUp(kind, 0);
    let failures = 3;
    server.answer = (request, response) =>
      kind.look.test(`${request.method} ${request.path}`) && failures-- > 0
        ? sendJson(response, failures === 1 ? 429 : 503, {})
        : usual(request, response);
    expect((await extracted(adapter)).text).toBe('The text');
    expect(count(server, kind.start)).toBe(1);
  });

  test('a job that was started is found again by the next try', async () => {
    const { adapter, server, usual } = await setUp(kind, 0);
    const checkpoints = memoryCheckpoints();
    server.answer = (request, response) =>
      kind.look.test(`${request.method} ${request.path}`)
        ? void response.destroy()
        : usual(request, response);
    await expect(adapter.extract(inputOf({ checkpoints }))).rejects.toMatchObject({
      code: 'x2text_unavailable',
      retryable: true,
    });
    server.answer = usual;
    expect((await extracted(adapter, { checkpoints })).text).toBe('The text');
    expect(count(server, kind.start)).toBe(1);
  });

  test('goes on in the next invocation when this one is nearly over', async () => {
    const { adapter, server } = await setUp(kind, 2);
    const checkpoints = memoryCheckpoints(5000);
    expect(await adapter.extract(inputOf({ checkpoints }))).toMatchObject({
      unfinished: expect.stringContaining('Waiting for'),
    });
    checkpoints.remaining = 600_000;
    expect((await extracted(adapter, { checkpoints })).text).toBe('The text');
    expect(count(server, kind.start)).toBe(1);
  });

  test('a job that the service does not know any more is started anew, once', async () => {
    const { adapter, server, usual } = await setUp(kind);
    const lost: Answer = (request, response) =>
      kind.look.test(`${request.method} ${request.path}`)
        ? sendJson(response, 404, { message: 'Whisper job unknown', detail: 'Job not found' })
        : usual(request, response);
    server.answer = lost;
    await expect(adapter.extract(inputOf({ checkpoints: memoryCheckpoints() }))).rejects.toMatchObject({
      code: 'x2text_job_failed',
      retryable: false,
    });
    expect(count(server, kind.start)).toBe(2);
  });

  test('gives up waiting at the limit, and the next try looks once more', async () => {
    const { adapter, server, state } = await setUp(kind, 1e9, { wait_timeout: 0.05 });
    const checkpoints = memoryCheckpoints();
    const failing = adapter.extract(inputOf({ checkpoints }));
    await expect(failing).rejects.toMatchObject({ code: 'x2text_timeout', retryable: true });
    state.busy = 0;
    expect((await extracted(adapter, { checkpoints })).text).toBe('The text');
    expect(count(server, kind.start)).toBe(1);
  });

  test('one request has its own time limit', async () => {
    const { adapter, server } = await setUp(kind, 0, { request_timeout: 0.05 });
    server.answer = () => {};
    await expect(adapter.extract(inputOf())).rejects.toMatchObject({
      code: 'x2text_timeout',
      retryable: true,
    });
  });

  test("ends with the caller's own reason", async () => {
    const { adapter } = await setUp(kind, 1e9);
    const reason = new Error('stop');
    const stop = new AbortController();
    const running = adapter.extract(inputOf({ signal: stop.signal }));
    setTimeout(() => stop.abort(reason), 20);
    await expect(running).rejects.toBe(reason);
  });

  test.each([
    [400, {}, 'x2text_request_refused'],
    [401, {}, 'x2text_auth_failed'],
    [402, {}, 'x2text_quota_exhausted'],
    [403, {}, 'x2text_auth_failed'],
    [413, {}, 'limit_exceeded'],
    [415, {}, 'unsupported_type'],
    [422, {}, 'x2text_request_refused'],
    [400, { message: 'File is password protected' }, 'encrypted_document'],
  ])('HTTP %i %j is permanent: %s', async (status, body, code) => {
    const { adapter, server, logged } = await setUp(kind);
    server.answer = (_request, response) => sendJson(response, status, { ...body, key: KEY });
    const failing = adapter.extract(inputOf());
    await expect(failing).rejects.toMatchObject({ code, retryable: false });
    const error = await failing.catch((thrown) => thrown);
    expect(`${error.message}${error.cause?.stack ?? ''}${logged()}`).not.toContain(KEY);
  });

  test.each([500, 502, 503, 504])('HTTP %i may be tried again', async (status) => {
    const { adapter, server } = await setUp(kind);
    server.answer = (_request, response) => sendJson(response, status, {});
    await expect(adapter.extract(inputOf())).rejects.toMatchObject({
      code: 'x2text_unavailable',
      retryable: true,
    });
  });

  test('carries its key to no other host', async () => {
    const { adapter, server } = await setUp(kind);
    const other = await vendor((_request, response) => sendJson(response, 200, {}));
    server.answer = (_request, response) => {
      response.writeHead(307, { location: `${other.url}/steal` });
      response.end();
    };
    await expect(adapter.extract(inputOf())).rejects.toMatchObject({
      code: 'x2text_request_refused',
      message: expect.stringContaining('redirects'),
    });
    expect(other.requests).toEqual([]);
  });

  test('a reply that is no JSON may be tried again', async () => {
    const { adapter, server } = await setUp(kind);
    server.answer = (_request, response) => void response.end('<html>busy</html>');
    await expect(adapter.extract(inputOf())).rejects.toMatchObject({ code: 'x2text_unavailable' });
  });

  test('a reply without end is cut off', async () => {
    const { adapter, server } = await setUp(kind);
    const part = Buffer.alloc(1024 * 1024, 32);
    server.answer = (_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write(part)) {}
      };
      response.on('drain', more);
      more();
    };
    await expect(adapter.extract(inputOf())).rejects.toMatchObject({
      code: 'limit_exceeded',
      retryable: false,
    });
  });

  test('asks nobody about an empty file', async () => {
    const { adapter, server } = await setUp(kind);
    await expect(adapter.extract(inputOf({ bytes: Buffer.alloc(0) }))).rejects.toMatchObject({
      code: 'empty_file',
    });
    expect(server.requests).toEqual([]);
  });

  test('keeps to the number of pages', async () => {
    const { adapter } = await setUp(kind, 0);
    const { limits } = inputOf();
    await expect(adapter.extract(inputOf({ limits: { ...limits, maxPages: 0 } }))).rejects.toMatchObject({
      code: 'limit_exceeded',
    });
  });
});
