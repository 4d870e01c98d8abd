import { isTaskError, permanentError, retryableError, type TaskError } from '../../../contract/errors.ts';
import { bareCause } from '../../bare-cause.ts';
import { retryAfterSeconds } from '../../retry-after.ts';
import { type Extractor, named } from '../hosted/extractor.ts';
import { documentError } from '../hosted/reply-errors.ts';

type AwsError = {
  name?: string;
  message?: string;
  $metadata?: { httpStatusCode?: number };
  $response?: { headers?: Record<string, string> };
};

/** LimitExceeded: too many jobs at the same time. */
const THROTTLED = /Throttl|ProvisionedThroughput|TooManyRequests|LimitExceeded|SlowDown/;
const DENIED = /AccessDenied|UnrecognizedClient|InvalidSignature|ExpiredToken|InvalidAccessKeyId|Credentials/;

export const isLostJob = (error: unknown): boolean => (error as AwsError)?.name === 'InvalidJobIdException';

/** A failed call of Textract as a TaskError, named by the exception; never by its prose. */
export function textractError(extractor: Extractor, error: unknown): TaskError {
  if (isTaskError(error)) return error;
  const { name = '', message = '', $metadata, $response } = (error ?? {}) as AwsError;
  const who = named(extractor);
  const status = $metadata?.httpStatusCode;
  const retryAfter = retryAfterSeconds($response?.headers ?? {});
  const wait = retryAfter === undefined ? {} : { retryAfter };
  const cause = bareCause(error);
  if (THROTTLED.test(name) || status === 429)
    return retryableError('x2text_rate_limited', `${who}: AWS asked us to slow down (${word(name)}).`, {
      ...wait,
      throttled: true,
      cause,
    });
  if (DENIED.test(name) || status === 401 || status === 403)
    return permanentError(
      'x2text_auth_failed',
      `${who}: access denied (${word(name)}); the role needs textract=true at deployment, or check the secrets.`,
      cause,
    );
  if (name === 'InvalidS3ObjectException')
    return permanentError(
      'x2text_request_refused',
      `${who} cannot read the workers' bucket; region_name must be the bucket's Region, and the role must read payloads/.`,
      cause,
    );
  const about = documentError(extractor, `${name} ${message}`);
  if (about) return about;
  if (status !== undefined && status >= 400 && status < 500)
    return permanentError(
      'x2text_request_refused',
      `${who}: AWS refused the request (${word(name)}).`,
      cause,
    );
  return retryableError(
    'x2text_unavailable',
    `${who}: AWS did not answer (${word(name) || 'no connection'}).`,
    {
      ...wait,
      cause,
    },
  );
}

const word = (name: string): string => (/^[\w.]{1,64}$/.test(name) ? name : '');
