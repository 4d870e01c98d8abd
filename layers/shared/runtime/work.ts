import { isTaskError, permanentError, retryableError, type TaskError } from '../contract/errors.ts';
import type { StageName } from '../contract/identifiers.ts';
import type { WorkerEnvironment } from '../environment.ts';
import type { StageContext, StageOutcome } from '../stage.ts';
import type { Ledger } from '../telemetry/ledger.ts';
import { triesOf } from './claim.ts';
import { hasRetry } from './fail.ts';
import type { Lease } from './lease.ts';
import { limitsOf } from './limits.ts';
import type { Job, WorkerParts } from './parts.ts';
import { progressWriter } from './progress.ts';
import { timeBudget } from './time-budget.ts';
import { deadlineSignal } from './timer.ts';

/** Part of the safety margin that a stage has to end after its signal fired; the rest is for saving and answering. */
const GRACE = 0.5;

/**
 * Runs the stage's own logic within its time.
 * @throws what the stage throws; `stage_timeout` (retryable) when this invocation's time was up, `time_limit_exceeded`
 * (permanent) when the run's was; the reason of `lost` or `stop` when one of them fired.
 */
export async function runStage(
  parts: WorkerParts,
  job: Job,
  lease: Lease,
  ledger: Ledger,
): Promise<StageOutcome<StageName>> {
  const { environment } = parts;
  const startedAt = performance.now();
  const elapsed = () => performance.now() - startedAt;
  const budget = timeBudget({
    remainingMs: job.context.getRemainingTimeInMillis(),
    safetyMarginMs: environment.SAFETY_MARGIN_MS,
    softLimitSeconds: environment.SOFT_LIMIT_SECONDS,
    hardLimitSeconds: environment.HARD_LIMIT_SECONDS,
    workedMs: lease.claim.worked_ms,
  });
  if (budget.hardMs === 0) throw hardLimit(environment);
  job.context.stop?.throwIfAborted();

  const deadline = deadlineSignal(budget.invocationMs, outOfTime(parts.stage));
  const limit = deadlineSignal(budget.hardMs, hardLimit(environment));
  const stop = job.context.stop ? [job.context.stop] : [];
  const signal = AbortSignal.any([deadline.signal, limit.signal, lease.lost, ...stop]);
  const progress = progressWriter(job.run, parts.stage, job.log);
  const tries = triesOf(lease.claim);
  const { task } = job.received;
  try {
    const adapters = await parts.registry({
      ...(environment.ADAPTERS_REF && { reference: environment.ADAPTERS_REF }),
      objects: parts.objects,
      ledger,
      run: {
        run_id: task.run_id,
        attempt: tries,
        ...(task.execution_id !== undefined && { execution_id: task.execution_id }),
      },
      log: job.log,
    });
    const context: StageContext = {
      stage: parts.stage,
      attempt: tries,
      hasRetry: (error) => hasRetry(parts, lease.claim, error),
      signal,
      remainingMs: () => Math.max(0, Math.min(budget.invocationMs, budget.hardMs) - elapsed()),
      softRemainingMs: () => Math.max(0, budget.softMs - elapsed()),
      run: job.run,
      objects: parts.objects,
      documents: parts.documents,
      adapters,
      plugins: await parts.plugins(),
      ledger,
      limits: limitsOf(environment),
      log: job.log,
      metrics: job.metrics,
      progress: progress.report,
    };
    return await untilSignal(parts.work(task, context), signal, budget.marginMs * GRACE);
  } catch (error) {
    if (!signal.aborted || isOwnVerdict(error)) throw error;
    throw signal.reason;
  } finally {
    deadline.stop();
    limit.stop();
    await progress.stop();
  }
}

/** After the signal, an error is most likely its consequence – unless it says that no retry would mend it. */
const isOwnVerdict = (error: unknown) => isTaskError(error) && (!error.retryable || error.throttled === true);

/** A stage that does not heed its signal is left behind, so that the message can still be answered for. */
async function untilSignal<T>(work: Promise<T>, signal: AbortSignal, graceMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let onAbort = () => {};
  const overdue = new Promise<never>((_, reject) => {
    onAbort = () => {
      timer = setTimeout(() => reject(signal.reason), graceMs);
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work, overdue]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    // What an abandoned stage throws later concerns nobody any more.
    work.catch(() => {});
    overdue.catch(() => {});
  }
}

function outOfTime(stage: StageName): TaskError {
  return retryableError('stage_timeout', `The ${stage} stage did not finish within its invocation's time.`);
}

function hardLimit(environment: WorkerEnvironment): TaskError {
  return permanentError(
    'time_limit_exceeded',
    `The run worked longer than its limit of ${environment.HARD_LIMIT_SECONDS} s over all rounds (HARD_LIMIT_SECONDS).`,
  );
}
