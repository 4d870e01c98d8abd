import { isTaskError, retryableError } from '../contract/errors.ts';
import type { StageContext } from '../stage.ts';

/** Kept of an invocation for putting the answers together: so many milliseconds, or this share of a short one. */
const RESERVE_MS = 5_000;
const RESERVE_SHARE = 0.05;
/** setTimeout's longest. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const TIME_UP = 'stage_timeout';

/**
 * Runs one step and aborts it shortly before the invocation's own deadline, so that a provider that hangs costs one
 * answer and not the run: there is still time to collate the others.
 * @throws retryable `stage_timeout` then
 */
export async function beforeDeadline<T>(
  ctx: Pick<StageContext, 'signal' | 'remainingMs'>,
  step: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const left = ctx.remainingMs();
  if (!Number.isFinite(left)) return step(ctx.signal);
  const deadline = new AbortController();
  const wait = left - Math.min(RESERVE_MS, left * RESERVE_SHARE);
  const timer = setTimeout(() => deadline.abort(timeUp()), Math.min(wait, LONGEST_TIMER_MS));
  try {
    return await step(AbortSignal.any([ctx.signal, deadline.signal]));
  } finally {
    clearTimeout(timer);
  }
}

/** Whether a step ended because the invocation's time was up. */
export const isTimeUp = (error: unknown): boolean => isTaskError(error) && error.code === TIME_UP;

const timeUp = () => retryableError(TIME_UP, "The prompt was not answered within the invocation's time.");
