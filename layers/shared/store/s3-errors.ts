import { permanentError, retryableError, type TaskError } from '../contract/errors.ts';

/** The parts of an AWS SDK error that tell what happened. */
type ServiceError = {
  name?: string;
  code?: string;
  $metadata?: { httpStatusCode?: number };
  $retryable?: unknown;
};

export const statusOf = (error: unknown): number | undefined =>
  (error as ServiceError | undefined)?.$metadata?.httpStatusCode;

const nameOf = (error: unknown): string =>
  (error as ServiceError | undefined)?.name ?? (error as ServiceError | undefined)?.code ?? 'Error';

export const isMissing = (error: unknown): boolean =>
  nameOf(error) !== 'NoSuchBucket' && statusOf(error) === 404;

/** S3 answers 412 when the condition does not hold. */
export const isConditionFailed = (error: unknown): boolean =>
  statusOf(error) === 412 || nameOf(error) === 'PreconditionFailed';

/** S3 answers 409 when another conditional write to the same key is under way: ask again. */
export const isConditionConflict = (error: unknown): boolean =>
  statusOf(error) === 409 || nameOf(error) === 'ConditionalRequestConflict';

const DENIED = new Set([
  'AccessDenied',
  'Forbidden',
  'AllAccessDisabled',
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
]);
const SLOW_DOWN = new Set(['SlowDown', 'Throttling', 'ThrottlingException', 'RequestLimitExceeded']);

/**
 * Turns an S3 failure into a TaskError: `storage_access_denied` (permanent) or `storage_unavailable` (retryable).
 * `what` says what was tried, e.g. `reading s3://bucket/key`; the service's own text is left out, it may quote ids.
 */
export function storageError(error: unknown, what: string): TaskError {
  const name = nameOf(error);
  if (DENIED.has(name) || statusOf(error) === 403) {
    return permanentError(
      'storage_access_denied',
      `S3 refused ${what} (${name}): grant the worker's role access to it.`,
      error,
    );
  }
  return retryableError('storage_unavailable', `S3 failed at ${what} (${name}).`, {
    // S3's 503 asks to slow down by whatever name; answers to HEAD have no name at all.
    throttled: SLOW_DOWN.has(name) || [429, 503].includes(statusOf(error) ?? 0),
    cause: error,
  });
}
