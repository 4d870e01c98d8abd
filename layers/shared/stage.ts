import type { AdapterRegistry } from './adapters/registry.ts';
import type { ExtractionLimits } from './adapters/x2text/types.ts';
import type { StageName } from './contract/identifiers.ts';
import type { StageResult } from './contract/results.ts';
import type { Task } from './contract/task.ts';
import type { PluginSet } from './plugins/plugin-set.ts';
import type { DocumentStore } from './store/documents.ts';
import type { ObjectStore } from './store/objects.ts';
import type { RunFolder } from './store/runs.ts';
import type { Ledger } from './telemetry/ledger.ts';
import type { Log } from './telemetry/log.ts';
import type { StageMetrics } from './telemetry/metrics.ts';

/** Limits of the environment that a stage has to keep. */
export type StageLimits = ExtractionLimits & { promptConcurrency: number };

/**
 * All that a stage may touch. A stage knows no queue, no claim and no environment variable, so it runs the same
 * in Lambda, in a container and in a test.
 */
export type StageContext = {
  stage: StageName;
  /** 1 for the first try of this round, 2 after one failure … */
  attempt: number;
  /** Whether the message would come back if this try failed with `error`; false once the budget is used up. */
  hasRetry(error: unknown): boolean;
  /** Fires before the invocation's deadline; pass it to every call that waits. */
  signal: AbortSignal;
  /** Milliseconds of work left in this invocation (a safety margin is already taken off). */
  remainingMs(): number;
  /** Milliseconds until no new step may start, over all rounds; Infinity without such a limit. */
  softRemainingMs(): number;
  /** This run's folder: results of earlier stages, checkpoints, claims. */
  run: RunFolder;
  /** All objects of the bucket, for what outlives a run: document indexes. */
  objects: ObjectStore;
  documents: DocumentStore;
  adapters: AdapterRegistry;
  plugins: PluginSet;
  ledger: Ledger;
  limits: StageLimits;
  log: Log;
  metrics: StageMetrics;
  /** Tells people who wait how far the work is; cheap to call often. */
  progress(done: number, total: number, unit: string): void;
};

/** A stage is done, or has saved its checkpoints and wants another invocation to go on. */
export type StageOutcome<S extends StageName> =
  | { kind: 'done'; result: StageResult<S> }
  | { kind: 'continue'; reason: string };

/** A stage's own logic: no queue, no retries; throws TaskError for what it can name. */
export type Stage<S extends StageName = StageName> = (
  task: Task,
  ctx: StageContext,
) => Promise<StageOutcome<S>>;
