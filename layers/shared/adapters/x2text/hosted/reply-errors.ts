import { permanentError, retryableError, type TaskError } from '../../../contract/errors.ts';
import { bareCause } from '../../bare-cause.ts';
import { connectionCode } from '../../connection-code.ts';
import { retryAfterSeconds } from '../../retry-after.ts';
import { type Extractor, named } from './extractor.ts';

/** An HTTP reply that is no success. */
type Refusal = { status: number; headers: Readonly<Record<string, string>> };

/**
 * A refused request as a TaskError. Only the status goes into the message: a vendor's prose may quote the document or
 * the key.
 */
export function replyError(extractor: Extractor, { status, headers }: Refusal): TaskError {
  const who = named(extractor);
  const retryAfter = retryAfterSeconds(headers);
  const wait = retryAfter === undefined ? {} : { retryAfter };
  if (status === 429)
    return retryableError('x2text_rate_limited', `${who}: too many requests (HTTP 429).`, {
      ...wait,
      throttled: true,
    });
  if (status >= 500 || status === 408 || status === 409 || status === 425)
    return retryableError('x2text_unavailable', `${who}: the server failed (HTTP ${status}).`, wait);
  if (status === 402)
    return permanentError(
      'x2text_quota_exhausted',
      `${who}: the account's quota or credits are used up (HTTP 402); raise them with the vendor.`,
    );
  if (status === 401 || status === 403)
    return permanentError(
      'x2text_auth_failed',
      `${who}: the credentials were refused (HTTP ${status}); check the key, and that it belongs to the url's region.`,
    );
  return refused(extractor, status);
}

/**
 * What a vendor says of a file that it cannot read, by well-known words of its error text or code; undefined when it
 * says none of them.
 */
export function documentError(extractor: Extractor, said: string, status?: number): TaskError | undefined {
  const who = named(extractor);
  if (/password|encrypt/i.test(said))
    return permanentError(
      'encrypted_document',
      `${who}: the file is protected by a password, which this service cannot be given. Remove the protection first.`,
    );
  if (status === 413 || /too[ _]?large|exceeds.{0,40}(size|page)|too[ _]?many[ _]?pages/i.test(said))
    return permanentError(
      'limit_exceeded',
      `${who}: the file is larger, or has more pages, than the service takes. Split it or select pages.`,
    );
  if (status === 415 || /unsupported[ _]?(file|document|media|mime|content)|not supported/i.test(said))
    return permanentError(
      'unsupported_type',
      `${who}: the service does not read files of this type. Convert the file to PDF.`,
    );
  if (
    /corrupt|damaged|malformed|bad[ _]?document|invalid[ _]?(pdf|file|document)|does not appear to be a valid/i.test(
      said,
    )
  )
    return permanentError(
      'corrupt_document',
      `${who}: the service finds the file damaged. Export or upload it again.`,
    );
  return undefined;
}

function refused(extractor: Extractor, status: number): TaskError {
  const hint =
    status === 404
      ? ' Check its address.'
      : status < 400
        ? ' The server redirects; configure its final address.'
        : ' Check its settings.';
  return permanentError(
    'x2text_request_refused',
    `${named(extractor)}: the request was refused (HTTP ${status}).${hint}`,
  );
}

/** No reply at all, or one that broke off. */
export function connectionError(extractor: Extractor, error: unknown): TaskError {
  return retryableError(
    'x2text_unavailable',
    `${named(extractor)}: no answer from the server (${connectionCode(error)}).`,
    {
      cause: bareCause(error),
    },
  );
}

/** A reply that is not of the vendor's protocol. */
export const unreadableReply = (extractor: Extractor): TaskError =>
  retryableError('x2text_unavailable', `${named(extractor)}: the reply was not understood.`);
