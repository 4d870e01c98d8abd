import type { Log } from './log.ts';
import type { StageMetrics } from './metrics.ts';

/** Metrics of one invocation; `publish` writes what was added. */
export type InvocationMetrics = StageMetrics & { publish(): void };

/** Where a worker's log lines and metrics go. */
export type Telemetry = {
  /** A log whose lines all carry these fields, e.g. the run id. */
  log(fields?: Record<string, unknown>): Log;
  /** A new collection of metrics; one an invocation, so that concurrent ones do not mix. */
  metrics(): InvocationMetrics;
};
