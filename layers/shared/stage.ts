import type { AdapterRegistry } from './adapters/registry.ts';
import type { ExtractionLimits } from './adapters/x2text/types.ts';
import type { StageName } from './contract/identifiers.ts';
import type { Message } from './contract/message.ts';
import type { StageResult } from './contract/results.ts';
import type { UsageRecord } from './contract/usage.ts';
import type { PluginSet } from './plugins/plugin-set.ts';
import type { DocumentStore } from './store/documents.ts';
import type { ObjectStore } from './store/objects.ts';
import type { RunFolder } from './store/runs.ts';
import type { Log } from './telemetry/log.ts';
import type { StageMetrics } from './telemetry/metrics.ts';

/** A validated message with its defaults filled in. */
export type Task = Message & { organization_id: string; file_name: string; round: number };

/** Limits of the environment that a stage has to keep. */
export type StageLimits = ExtractionLimits & { promptConcurrency: number };

/** Collects what model calls cost; made by `createLedger` (telemetry/ledger.ts), one a try. */
export type Ledger = {
  record(usage: UsageRecord): void;
  /**
   * Runs `work` and gives it the live list of what the calls inside cost. When it returns `held: true`, it has saved
   * these records itself (in a checkpoint); otherwise, and when it throws, they fall to the ledger's rest.
   */
  hold<T>(work: (usage: readonly UsageRecord[]) => Promise<{ value: T; held: boolean }>): Promise<T>;
  /** Records that nobody holds. The runtime saves them when a try ends without a result. */
  rest(): readonly UsageRecord[];
};

/**
 * All that a stage may touch. A stage knows no queue, no claim and no environment variable, so it runs the same
 * in Lambda, in a container and in a test.
 */
export type StageContext = {
  stage: StageName;
  /** 1 for the first try of this round, 2 after one failure … */
  attempt: number;
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
