/** Part of a short invocation that the safety margin may take at most. */
const LARGEST_MARGIN = 0.1;

export type TimeLimits = {
  /** Milliseconds that this invocation has left; Infinity outside Lambda. */
  remainingMs: number;
  safetyMarginMs: number;
  /** Seconds over all rounds; 0: no limit. */
  softLimitSeconds: number;
  hardLimitSeconds: number;
  /** Milliseconds that earlier rounds and tries have worked. */
  workedMs: number;
};

export type TimeBudget = {
  /** Milliseconds of work in this invocation, its safety margin taken off. */
  invocationMs: number;
  /** Milliseconds until no new step may start. */
  softMs: number;
  /** Milliseconds until the run fails. */
  hardMs: number;
  /** The margin that was taken off. */
  marginMs: number;
};

/** How long a try may work, from its start. */
export function timeBudget(limits: TimeLimits): TimeBudget {
  const marginMs = Math.min(limits.safetyMarginMs, limits.remainingMs * LARGEST_MARGIN);
  const left = (seconds: number) =>
    seconds === 0 ? Number.POSITIVE_INFINITY : Math.max(0, seconds * 1000 - limits.workedMs);
  return {
    invocationMs: Math.max(0, limits.remainingMs - marginMs),
    softMs: left(limits.softLimitSeconds),
    hardMs: left(limits.hardLimitSeconds),
    marginMs: Number.isFinite(marginMs) ? marginMs : limits.safetyMarginMs,
  };
}
