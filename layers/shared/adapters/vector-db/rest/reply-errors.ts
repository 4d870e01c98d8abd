import { permanentError, retryableError, type TaskError } from '../../../contract/errors.ts';
import { bareCause } from '../../bare-cause.ts';
import { connectionCode } from '../../connection-code.ts';
import { retryAfterSeconds } from '../../retry-after.ts';

/**
 * A reply that is no success. `hint` says what to do about a refusal that is understood; `told` is the server's own
 * code where it answers HTTP 200 and says in the body that it refuses.
 */
export type Refusal = {
  status: number;
  headers: Readonly<Record<string, string>>;
  hint?: string | undefined;
  told?: string | undefined;
};

/**
 * A refused request as a TaskError. Only the status goes into the message: what a server says may quote the request.
 * @param who `Adapter "id" (provider)`
 */
export function replyError(
  who: string,
  { status, headers, hint, told = `HTTP ${status}` }: Refusal,
): TaskError {
  const retryAfter = retryAfterSeconds(headers);
  const wait = retryAfter === undefined ? {} : { retryAfter };
  if (status === 429) {
    const what = `${who}: the server asked us to slow down (${told}).`;
    return retryableError('vector_db_throttled', what, { ...wait, throttled: true });
  }
  if (status >= 500 || status === 408 || status === 409 || status === 425)
    return retryableError('vector_db_unavailable', `${who}: the server failed (${told}).`, wait);
  if (status === 401 || status === 403) {
    const what = 'the credentials were refused, or lack a permission; check the secret and its rights';
    return permanentError('vector_db_auth_failed', `${who}: ${what} (${told}).`);
  }
  if (status === 404) {
    const what =
      hint ?? 'no such address or collection; check the url, or send the document again with reindex';
    return permanentError('vector_db_not_found', `${who}: ${what} (${told}).`);
  }
  const what =
    hint ??
    (status < 400
      ? 'the server redirects; configure its final address'
      : 'the request was refused; check settings and version of the server');
  return permanentError('vector_db_refused', `${who}: ${what} (${told}).`);
}

/** No reply at all, or one that broke off. */
export const connectionError = (who: string, error: unknown): TaskError =>
  retryableError('vector_db_unavailable', `${who}: no answer from the server (${connectionCode(error)}).`, {
    cause: bareCause(error),
  });

/** A reply that is not of the protocol. */
export const unreadableReply = (who: string): TaskError =>
  retryableError('vector_db_unavailable', `${who}: the reply was not understood; is this the right address?`);

/** A collection of ours by name, whose vectors are of another length or measured otherwise. */
export const wrongCollection = (who: string, name: string, wanted: string, found: string): TaskError =>
  permanentError(
    'vector_db_refused',
    `${who}: "${name}" exists with ${found} where ${wanted} is needed. Delete it, or configure another collection_prefix.`,
  );
