import * as z from 'zod';
import { isTaskError, permanentError, retryableError } from '../../../contract/errors.ts';
import { httpFetch } from '../../http-fetch.ts';
import { type Extractor, named } from './extractor.ts';
import { connectionError, replyError, unreadableReply } from './reply-errors.ts';

/** Bytes of a reply that are read at most: the text of thousands of pages, and no more than a function can hold. */
const MOST_REPLY_BYTES = 64 * 1024 * 1024;

export type Request = {
  method: 'GET' | 'POST';
  url: URL;
  headers: Readonly<Record<string, string>>;
  body?: Uint8Array;
  timeoutSeconds: number;
  signal: AbortSignal | undefined;
};
export type Reply = { status: number; headers: Record<string, string>; body: Buffer };

/**
 * Sends one request and reads the whole reply, whatever its status. Follows no redirect. Throws `x2text_timeout`,
 * `x2text_unavailable`, `limit_exceeded`, or the signal's own reason.
 */
export async function send(extractor: Extractor, request: Request): Promise<Reply> {
  const { method, url, headers, body, timeoutSeconds, signal } = request;
  signal?.throwIfAborted();
  const timeout = AbortSignal.timeout(Math.round(timeoutSeconds * 1000));
  const either = signal ? AbortSignal.any([signal, timeout]) : timeout;
  try {
    const response = await httpFetch(url, {
      method,
      headers: { ...headers, ...(body && { 'content-length': String(body.length) }) },
      signal: either,
      ...(body && { body: body as Uint8Array<ArrayBuffer> }),
    });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await readBounded(extractor, response),
    };
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (isTaskError(error)) throw error;
    if (!timeout.aborted) throw connectionError(extractor, error);
    throw retryableError('x2text_timeout', `${named(extractor)}: no answer within ${timeoutSeconds} s.`);
  }
}

/** A reply as text; one that is no success is thrown (see `replyError`). */
export async function sendForText(extractor: Extractor, request: Request): Promise<Reply & { text: string }> {
  const reply = await send(extractor, request);
  const text = reply.body.toString('utf8');
  if (reply.status >= 300) throw replyError(extractor, { ...reply, body: text });
  return { ...reply, text };
}

/** A successful reply as JSON of a known shape; anything else is `x2text_unavailable`. */
export async function sendForJson<T>(
  extractor: Extractor,
  request: Request,
  schema: z.ZodType<T>,
): Promise<T> {
  return parseReply(extractor, (await sendForText(extractor, request)).text, schema);
}

export function parseReply<T>(extractor: Extractor, text: string, schema: z.ZodType<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw unreadableReply(extractor);
  }
  const parsed = z.safeParse(schema, json);
  if (!parsed.success) throw unreadableReply(extractor);
  return parsed.data;
}

async function readBounded(extractor: Extractor, response: Response): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    // Leaving the loop closes the connection.
    if (size > MOST_REPLY_BYTES) throw tooLarge(extractor);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

const tooLarge = (extractor: Extractor) =>
  permanentError(
    'limit_exceeded',
    `${named(extractor)}: the reply is larger than ${MOST_REPLY_BYTES / 1024 / 1024} MiB. Select pages by ` +
      'extraction_settings.pages_to_extract, or split the document.',
  );
