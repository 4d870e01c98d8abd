import { isTaskError, permanentError, retryableError, type TaskError } from '../contract/errors.ts';
import { bareCause } from './bare-cause.ts';
import { connectionCode } from './connection-code.ts';
import { retryAfterSeconds } from './retry-after.ts';

/** What the AI SDK throws for a failed call (its APICallError), and what Node throws for a lost connection. */
type CallFailure = {
  name?: string;
  statusCode?: number;
  responseHeaders?: Record<string, string>;
  responseBody?: string;
  code?: unknown;
};

/** Names the call in errors; none of it is secret. */
export type Callee = {
  prefix: 'llm' | 'embedding' | 'reranker';
  id: string;
  provider: string;
  model: string;
};

/**
 * A failed model call as a TaskError. Only the HTTP status and the provider's own error code go into the message:
 * its prose may quote the prompt or the key.
 */
export function providerError(error: unknown, callee: Callee): TaskError {
  if (isTaskError(error)) return error;
  const { name = '', statusCode, responseHeaders = {}, responseBody = '' } = (error ?? {}) as CallFailure;
  const who = `Adapter "${callee.id}" (${callee.provider}, ${callee.model})`;
  const code = errorCode(responseHeaders, responseBody);
  const told = `HTTP ${statusCode}${code ? `, ${code}` : ''}`;
  const fail = (name: string, what: string) =>
    permanentError(`${callee.prefix}_${name}`, `${who}: ${what}`, bareCause(error));
  const retry = (name: string, what: string, throttled = false) => {
    const retryAfter = retryAfterSeconds(responseHeaders);
    const wait = retryAfter === undefined ? {} : { retryAfter };
    return retryableError(`${callee.prefix}_${name}`, `${who}: ${what}`, {
      ...wait,
      ...(throttled && { throttled }),
      cause: bareCause(error),
    });
  };
  if (UNSENT.test(name)) return fail('request_refused', `the request could not be made (${name}).`);
  if (UNREADABLE.test(name)) return retry('unavailable', 'the reply was not understood.');
  if (statusCode === undefined)
    return retry('unavailable', `no answer from the server (${connectionCode(error)}).`);
  if (statusCode < 300) return retry('unavailable', 'the reply was not understood.');
  if (/insufficient_quota|billing/i.test(code))
    return fail('quota_exhausted', `the account's quota is used up (${told}).`);
  if (statusCode === 429 || THROTTLED.test(code))
    return retry('rate_limited', `too many requests (${told}).`, true);
  if (TIMED_OUT.test(code)) return retry('timeout', `the model took too long (${told}).`);
  if (statusCode >= 500 || statusCode === 408 || statusCode === 409 || statusCode === 425) {
    return retry('unavailable', `the server failed (${told}).`);
  }
  if (statusCode === 401 || statusCode === 403) {
    return fail('auth_failed', `the credentials were refused (${told}); check its secrets and permissions.`);
  }
  if (TOO_LONG.test(responseBody)) {
    const what = callee.prefix === 'llm' ? 'the prompt is' : 'a text is';
    const remedy = callee.prefix === 'llm' ? 'check context_window' : 'use smaller chunks';
    return fail('context_exceeded', `${what} longer than the model takes (${told}); ${remedy}.`);
  }
  return fail('request_refused', `the request was refused (${told}).${hint(statusCode, responseBody)}`);
}

/** The AI SDK's errors before a request is sent, and for replies that are not of the protocol. */
const UNSENT = /^AI_(InvalidArgument|InvalidPrompt|Unsupported|Load|TooMany)/;
const UNREADABLE = /^AI_(InvalidResponseData|TypeValidation|JSONParse|EmptyResponseBody)/;

/** Bedrock names throttling in a header, sometimes with HTTP 400 or 503. */
const THROTTLED = /Throttl|TooManyRequests|ModelNotReady|rate_limit/i;
const TIMED_OUT = /ModelTimeout/i;
const TOO_LONG =
  /context_length_exceeded|maximum context length|context (length|window|size)|input is too long|prompt is too long|too many (input )?tokens|exceed.{0,40}tokens|maximum input length/i;

/** Known causes told in our own words. */
function hint(status: number, body: string): string {
  if (/model identifier is invalid|model_not_found|model .{0,80}(not found|does not exist)/i.test(body)) {
    return ' The server does not know the model; check "model" and the region.';
  }
  if (/on-demand throughput/i.test(body)) {
    return ' This model needs an inference profile: put its id (e.g. us.…) in "model".';
  }
  if (/response_format|json_schema|structured output|output_config|tool ?(choice|config|use)/i.test(body)) {
    return ' It may not support structured outputs; try "structured_outputs": false.';
  }
  if (/content_filter|content management policy/i.test(body)) return ' A content filter refused the prompt.';
  if (status === 404) return ' Check "model" and "api_base".';
  if (status >= 300 && status < 400) return ' The server redirects; give its final address as "api_base".';
  return '';
}

/** The provider's error code (`code`, `type`, `__type` or AWS's header) when it is one word; otherwise nothing. */
function errorCode(headers: Record<string, string>, body: string): string {
  const fields = errorFields(body);
  const candidates = [headers['x-amzn-errortype']?.split(':')[0], fields.code, fields.type, fields.__type];
  const code = candidates.find((value) => typeof value === 'string' && /^[\w.#-]{3,64}$/.test(value));
  const param =
    typeof fields.param === 'string' && /^[\w.[\]-]{1,64}$/.test(fields.param) ? ` ${fields.param}` : '';
  return code ? `${code}${param}` : '';
}

function errorFields(body: string): Record<string, unknown> {
  try {
    const json = JSON.parse(body);
    const fields = json?.error ?? json;
    return typeof fields === 'object' && fields !== null ? fields : {};
  } catch {
    return {};
  }
}
