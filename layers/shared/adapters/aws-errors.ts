import { permanentError, retryableError, type TaskError } from '../contract/errors.ts';
import { bareCause } from './bare-cause.ts';
import { retryAfterSeconds } from './retry-after.ts';

type AwsError = {
  name?: string;
  $metadata?: { httpStatusCode?: number };
  $response?: { headers?: Record<string, string> };
};

const THROTTLED = /Throttl|TooManyRequests|SlowDown|RequestLimitExceeded|ServiceQuotaExceeded/;
const DENIED = /AccessDenied|UnrecognizedClient|InvalidSignature|ExpiredToken|InvalidAccessKeyId|Forbidden/;
const NOT_FOUND = /NotFound|NoSuch/;

/**
 * A failed AWS SDK call as a TaskError whose code starts with `prefix`: `_denied` and `_not_found` and
 * `_refused` are permanent, `_throttled` and `_unavailable` may be tried again. Names what was asked for, never
 * what the service said: that may quote the request.
 */
export function awsError(error: unknown, prefix: string, what: string): TaskError {
  const { name = '', $metadata, $response } = (error ?? {}) as AwsError;
  const status = $metadata?.httpStatusCode;
  const retryAfter = retryAfterSeconds($response?.headers ?? {});
  if (THROTTLED.test(name) || status === 429) {
    return retryableError(`${prefix}_throttled`, `${what}: AWS asked us to slow down (${name}).`, {
      ...(retryAfter !== undefined && { retryAfter }),
      throttled: true,
      cause: bareCause(error),
    });
  }
  if (DENIED.test(name) || status === 401 || status === 403) {
    return permanentError(
      `${prefix}_denied`,
      `${what}: access denied; check the role's permissions.`,
      bareCause(error),
    );
  }
  if (NOT_FOUND.test(name) || status === 404) {
    return permanentError(`${prefix}_not_found`, `${what} does not exist.`, bareCause(error));
  }
  if (status !== undefined && status >= 400 && status < 500) {
    return permanentError(
      `${prefix}_refused`,
      `${what}: AWS refused the request (${name}).`,
      bareCause(error),
    );
  }
  return retryableError(
    `${prefix}_unavailable`,
    `${what}: AWS did not answer (${name || 'no connection'}).`,
    {
      cause: bareCause(error),
    },
  );
}
