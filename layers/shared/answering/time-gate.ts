import type { Checkpoints } from '../agents/checkpoints.ts';
import type { StageContext } from '../stage.ts';

/** Why no new step may start. */
export type StopReason = 'soft-limit' | 'no-time-left';

export type TimeGate = {
  /** Asked before each step that is not saved yet; `running` is how many such steps are under way. */
  mayStart(running: number): boolean;
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
 * Decides at each step boundary whether there is time for one more step. While an invocation has saved nothing and
 * runs nothing, a step starts however little time is left: otherwise a step longer than what is left would send the
 * message round for ever.
 *
 * @param isTimeUp Whether a step of this invocation has already been cut off at its end.
 */
export function timeGate(
  ctx: Pick<StageContext, 'remainingMs' | 'softRemainingMs'>,
  checkpoints: Checkpoints,
  isTimeUp: () => boolean,
): TimeGate {
  const least = Math.min(LEAST_MS, ctx.remainingMs() * LEAST_SHARE);
  let stopped: StopReason | undefined;
  const reason = (running: number): StopReason | undefined => {
    if (ctx.softRemainingMs() <= 0) return 'soft-limit';
    if (running === 0 && checkpoints.savedNow() === 0 && !isTimeUp()) return undefined;
    const needed = Math.max(least, checkpoints.longest('answer') * MARGIN);
    return ctx.remainingMs() < needed ? 'no-time-left' : undefined;
  };
  return {
    mayStart(running) {
      stopped ??= reason(running);
      return !stopped;
    },
    stopped: () => stopped,
  };
}
