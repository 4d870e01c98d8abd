import type { Checkpoints } from '../agents/checkpoints.ts';
import type { StageContext } from '../stage.ts';

/** Why no new step may start. */
export type StopReason = 'soft-limit' | 'no-time-left';

export type TimeGate = {
  /** Asked before each step. */
  mayStart(): boolean;
  /** Set once a step was refused. */
  stopped(): StopReason | undefined;
};

/** At least this long is kept for a step of which nothing is known … */
const LEAST_MS = 10_000;
/** … but never more than this share of the invocation, so that a short one gets something done too. */
const LEAST_SHARE = 0.25;
/** A step may take this much longer than the longest so far. */
const MARGIN = 1.5;

/**
 * Decides at each step boundary whether there is time for one more step. The first step of an invocation always
 * starts: otherwise a step longer than an invocation would send the message round for ever.
 */
export function timeGate(
  ctx: Pick<StageContext, 'remainingMs' | 'softRemainingMs'>,
  checkpoints: Checkpoints,
): TimeGate {
  const least = Math.min(LEAST_MS, ctx.remainingMs() * LEAST_SHARE);
  let started = 0;
  let stopped: StopReason | undefined;
  const reason = (): StopReason | undefined => {
    if (ctx.softRemainingMs() <= 0) return 'soft-limit';
    const needed = Math.max(least, checkpoints.longest('answer') * MARGIN);
    return started > 0 && ctx.remainingMs() < needed ? 'no-time-left' : undefined;
  };
  return {
    mayStart() {
      stopped ??= reason();
      if (!stopped) started++;
      return !stopped;
    },
    stopped: () => stopped,
  };
}
