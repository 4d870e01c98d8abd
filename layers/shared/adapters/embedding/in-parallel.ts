import { setTimeout as sleep } from 'node:timers/promises';
import { isTaskError } from '../../contract/errors.ts';

/** Pauses in a row without a call that succeeds between them. */
const MOST_PAUSES = 3;
/** Seconds to wait here at most. Who asks for more gets the run back from the queue, which waits for nothing. */
const LONGEST_WAIT = 5;
const LEAST_WAIT = 0.1;
const FIRST_WAIT = 0.25;

/**
 * Runs over items, so many at a time, results in order. A throttled call (HTTP 429) is tried again by itself after
 * the wait that the provider asks for, all others wait with it, and from then on half as many run at a time. After
 * any other failure no call is begun; those under way are finished, as they are paid for.
 */
export async function inParallel<T, R>(
  items: readonly T[],
  concurrency: number,
  signal: AbortSignal | undefined,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const again: number[] = [];
  let next = 0;
  let running = 0;
  let allowed = concurrency;
  let until = 0;
  let pauses = 0;
  let failed = false;

  const take = () => again.shift() ?? (next < items.length ? next++ : undefined);
  const attempt = async (index: number) => {
    try {
      results[index] = await work(items[index] as T);
      pauses = 0;
    } catch (error) {
      // Calls that are refused at the same time share one pause.
      if (Date.now() >= until) pauses++;
      const wait = waitAfter(error, pauses);
      if (wait === undefined || signal?.aborted) {
        failed = true;
        throw error;
      }
      again.push(index);
      allowed = Math.max(1, Math.floor(allowed / 2));
      until = Math.max(until, Date.now() + wait * 1000);
    }
  };
  const worker = async () => {
    running++;
    for (let index = take(); index !== undefined; index = take()) {
      signal?.throwIfAborted();
      await attempt(index);
      while (Date.now() < until) await sleep(until - Date.now(), undefined, signal ? { signal } : {});
      // The last worker never stops while something is left to do.
      if (failed || running > allowed) break;
    }
    running--;
  };
  const workers = Array.from({ length: Math.min(concurrency, items.length) }, worker);
  const ends = await Promise.allSettled(workers);
  signal?.throwIfAborted();
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return results;
}

/** Seconds; undefined for a failure that waiting here does not mend. */
function waitAfter(error: unknown, pauses: number): number | undefined {
  if (!isTaskError(error) || !error.throttled || pauses > MOST_PAUSES) return undefined;
  const wait =
    error.retryAfter !== undefined
      ? Math.max(error.retryAfter, LEAST_WAIT)
      : FIRST_WAIT * 2 ** (pauses - 1) * (0.5 + Math.random());
  return wait <= LONGEST_WAIT ? wait : undefined;
}
