import * as z from 'zod';
import { isTaskError, permanentError, retryableError } from '../../../contract/errors.ts';
import { httpFetch } from '../../http-fetch.ts';
import { type Extractor, named } from './extractor.ts';
import { connectionError, documentError, replyError, unreadableReply } from './reply-errors.ts';

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

/** Statuses with which a service may say what is wrong with the file. */
const ABOUT_THE_FILE = [400, 413, 415, 422];

/** The text of a successful reply; any other is thrown, as what it says of the file if it says that. */
export function successful(
  extractor: Extractor,
  reply: Reply,
  aboutTheFile: readonly number[] = ABOUT_THE_FILE,
): string {
  const text = reply.body.toString('utf8');
  if (reply.status < 300) return text;
  const said = aboutTheFile.includes(reply.status) ? documentError(extractor, text, reply.status) : undefined;
  throw said ?? replyError(extractor, reply);
}

/** A reply as JSON of a known shape; anything else is `x2text_unavailable`. */
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
