import { retryableError } from '../contract/errors.ts';
import { bareCause } from './bare-cause.ts';
import { type Callee, providerError } from './provider-errors.ts';

/**
 * Runs one call with a time-out and the caller's signal. Throws `<prefix>_timeout` when the time-out ends it, the
 * signal's own reason when the caller does, and otherwise the failure as a TaskError.
 */
export async function timedCall<T>(
  callee: Callee,
  timeoutSeconds: number,
  signal: AbortSignal | undefined,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const timeout = AbortSignal.timeout(Math.round(timeoutSeconds * 1000));
  const either = signal ? AbortSignal.any([signal, timeout]) : timeout;
  try {
    return await call(either);
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (timeout.aborted) {
      throw retryableError(
        `${callee.prefix}_timeout`,
        `Adapter "${callee.id}" (${callee.provider}, ${callee.model}): no answer within ${timeoutSeconds} s.`,
        { cause: bareCause(error) },
      );
    }
    throw providerError(error, callee);
  }
}
