import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';

/** Milliseconds to reach the server; the answer itself may take as long as the adapter's `timeout` allows. */
const CONNECT_TIMEOUT_MS = 10_000;

const agents = { 'http:': new HttpAgent({ keepAlive: true }), 'https:': new HttpsAgent({ keepAlive: true }) };

/**
 * `fetch` for servers of models and extractors. The built-in one gives up when headers take over five minutes, which a
 * large prompt on a local model does; this one has no limit but the signal's. It follows no redirect: a redirect would
 * carry the key to another host.
 */
export const httpFetch: typeof globalThis.fetch = async (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  const protocol = url.protocol === 'http:' ? 'http:' : 'https:';
  const send = protocol === 'http:' ? httpRequest : httpsRequest;
  const signal = init?.signal ?? undefined;
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const body = bytesOf(init?.body);
  const request = send(url, {
    method: init?.method ?? 'GET',
    agent: agents[protocol],
    headers: {
      ...Object.fromEntries(new Headers(init?.headers)),
      ...(body && { 'content-length': body.length }),
    },
    ...(signal && { signal }),
  });
  request.on('response', resolve).on('error', reject);
  request.on('socket', (socket) => {
    if (!socket.connecting) return;
    const timer = setTimeout(() => request.destroy(noConnection(url)), CONNECT_TIMEOUT_MS);
    socket.once('connect', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
  });
  request.end(body);
  return toResponse(await promise);
};

/** Texts and bytes; streams and forms are not sent by any caller. */
function bytesOf(body: RequestInit['body']): Uint8Array | undefined {
  if (typeof body === 'string') return Buffer.from(body);
  return body instanceof Uint8Array ? body : undefined;
}

function toResponse(reply: IncomingMessage): Response {
  const headers = new Headers();
  for (let i = 0; i + 1 < reply.rawHeaders.length; i += 2) {
    headers.append(reply.rawHeaders[i] as string, reply.rawHeaders[i + 1] as string);
  }
  const status = reply.statusCode ?? 502;
  const empty = status === 204 || status === 205 || status === 304;
  if (empty) reply.resume();
  return new Response(empty ? null : (Readable.toWeb(reply) as ReadableStream), { status, headers });
}

const noConnection = (url: URL) =>
  Object.assign(new Error(`No connection to ${url.host} within ${CONNECT_TIMEOUT_MS} ms`), {
    code: 'ETIMEDOUT',
  });
