import { setTimeout as sleep } from 'node:timers/promises';
import { RunFailedError, WaitTimeoutError } from './errors.ts';
import type { RunStatus } from './status.ts';

export type WaitOptions = {
  /** Default: one hour. */
  timeoutSeconds?: number;
  /** First and longest pause between two looks, in milliseconds; a change of status starts over with the first. */
  firstPauseMs?: number;
  longestPauseMs?: number;
  /** Called with the first status and whenever it has changed. */
  onProgress?: (status: RunStatus) => void;
  signal?: AbortSignal;
};

/** A look that takes so long is given up, and with it the wait when its time is over; and timers know no more. */
const LEAST_LOOK_MS = 1000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Looks at the status, with growing pauses, until the run has succeeded.
 * @throws RunFailedError when it ends with an error, WaitTimeoutError when it does not end in time, the signal's own
 * reason when that fires.
 */
export async function waitUntilDone(
  runId: string,
  look: (signal: AbortSignal) => Promise<RunStatus>,
  options: WaitOptions = {},
): Promise<RunStatus> {
  const { timeoutSeconds = 3600, firstPauseMs = 200, longestPauseMs = 5000, onProgress, signal } = options;
  const deadline = Date.now() + timeoutSeconds * 1000;
  let pause = firstPauseMs;
  let seen = '';
  let status: RunStatus = { state: 'queued', warnings: [] };
  for (;;) {
    signal?.throwIfAborted();
    const late = AbortSignal.timeout(
      Math.min(Math.max(deadline - Date.now(), LEAST_LOOK_MS), LONGEST_TIMER_MS),
    );
    try {
      status = await look(signal ? AbortSignal.any([signal, late]) : late);
    } catch (error) {
      signal?.throwIfAborted();
      throw late.aborted ? new WaitTimeoutError(runId, timeoutSeconds, status) : error;
    }
    const now = JSON.stringify(status);
    if (now !== seen) {
      seen = now;
      pause = firstPauseMs;
      onProgress?.(status);
    }
    if (status.state === 'succeeded') return status;
    if (status.error) throw new RunFailedError(runId, status.error);
    const left = deadline - Date.now();
    if (left <= 0) throw new WaitTimeoutError(runId, timeoutSeconds, status);
    await sleep(Math.min(pause, left), undefined, signal ? { signal } : {});
    pause = Math.min(pause * 1.5, longestPauseMs);
  }
}
