import type * as z from 'zod';
import { isTaskError, permanentError, retryableError } from '../../../contract/errors.ts';
import { httpFetch } from '../../http-fetch.ts';
import { pause } from '../pause.ts';
import { connectionError, type Refusal, replyError, unreadableReply } from './reply-errors.ts';

/** Bytes of a reply that are read at most; ten thousand hits with their keys are a few. */
const MOST_REPLY_BYTES = 32 * 1024 * 1024;
/** Seconds before a failed request is sent again, one after the other; after that the queue has it. */
const RETRY_PAUSES = [0.5, 2];
/** A server that wants to be left alone for longer than this many seconds is left to the queue. */
const LONGEST_PAUSE = 10;

/** A server and how to speak to it. */
export type RestService = {
  /** `Adapter "id" (provider)`, for errors. */
  who: string;
  timeoutSeconds: number;
  /** The key among them, read anew for each request. */
  headers(): Promise<Record<string, string>>;
  /** What to throw after a refused key. */
  refused(error: unknown): unknown;
  /** What the server's own words mean, where they say more than the status; also failures it answers with HTTP 200. */
  understand?(reply: RestReply): Partial<Refusal> | undefined;
};

export type RestRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: string;
  body?: unknown;
  signal?: AbortSignal | undefined;
  /** Statuses besides success that are an answer. */
  accept?: readonly number[];
};

export type RestReply = { status: number; headers: Record<string, string>; text: string };

/**
 * Sends a request, all of which may be repeated without harm, and again when the server is busy or fails for a moment.
 * Follows no redirect. Throws `vector_db_*`, or the signal's own reason.
 */
export async function restCall(service: RestService, request: RestRequest): Promise<RestReply> {
  for (const seconds of RETRY_PAUSES) {
    try {
      return await sendOnce(service, request);
    } catch (error) {
      await pauseAfter(error, seconds, request.signal);
    }
  }
  return sendOnce(service, request);
}

/** Waits as long as the server asked, or throws the error: it lasts, or the wait is too long. */
async function pauseAfter(error: unknown, least: number, signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted || !isTaskError(error)) throw error;
  if (error.code !== 'vector_db_throttled' && error.code !== 'vector_db_unavailable') throw error;
  const seconds = error.retryAfter ?? least;
  if (seconds > LONGEST_PAUSE) throw error;
  await pause(seconds * 1000, signal);
}

async function sendOnce(service: RestService, request: RestRequest): Promise<RestReply> {
  const { method, url, body, signal, accept = [] } = request;
  signal?.throwIfAborted();
  const timeout = AbortSignal.timeout(service.timeoutSeconds * 1000);
  const either = signal ? AbortSignal.any([signal, timeout]) : timeout;
  let reply: RestReply;
  try {
    const json = body === undefined ? undefined : JSON.stringify(body);
    const response = await httpFetch(url, {
      method,
      headers: {
        accept: 'application/json',
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...(await service.headers()),
      },
      signal: either,
      ...(json !== undefined && { body: json }),
    });
    const text = await readBounded(service, response);
    reply = { status: response.status, headers: Object.fromEntries(response.headers), text };
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (isTaskError(error)) throw error;
    if (!timeout.aborted) throw connectionError(service.who, error);
    const what = `no answer within ${service.timeoutSeconds} s`;
    throw retryableError('vector_db_timeout', `${service.who}: ${what}.`);
  }
  const refusal = { ...reply, ...service.understand?.(reply) };
  if (refusal.status < 300 || accept.includes(refusal.status)) return { ...reply, status: refusal.status };
  throw service.refused(replyError(service.who, refusal));
}

/** A reply as JSON of a known shape; anything else is `vector_db_unavailable`. */
export function parseReply<T>({ who }: RestService, { text }: RestReply, schema: z.ZodType<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw unreadableReply(who);
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw unreadableReply(who);
  return parsed.data;
}

async function readBounded({ who }: RestService, response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    // Leaving the loop closes the connection.
    if (size > MOST_REPLY_BYTES)
      throw permanentError('vector_db_refused', `${who}: the reply is larger than any answer can be.`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
