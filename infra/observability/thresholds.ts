import type { StageName } from '#shared/contract/identifiers.ts';

/** Seconds after which waiting messages that nobody takes mean a stall. An autogen run may hold its queue longer. */
export const STALLED_AFTER_SECONDS: Readonly<Record<StageName, number>> = {
  extraction: 900,
  chunking: 900,
  autogen: 3600,
  evaluation: 900,
};
/** Share of a function's time-out from which it counts as slow. */
export const SLOW_SHARE = 0.8;
/** Failed model calls in five minutes, twice in a row, from which a provider counts as failing. */
export const FAILING_CALLS = 5;
