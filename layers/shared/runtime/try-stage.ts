import { isTaskError, permanentError } from '../contract/errors.ts';
import { saveUsage } from '../store/usage.ts';
import type { Ledger } from '../telemetry/ledger.ts';
import { createLedger } from '../telemetry/ledger.ts';
import { addUsage } from '../telemetry/usage-metrics.ts';
import { type Claim, triesOf } from './claim.ts';
import { failureOf } from './dead-letter.ts';
import { endRun, failTry } from './fail.ts';
import { continueLater, finishStage, type Sending } from './finish.ts';
import { giveBack } from './give-back.ts';
import type { Lease } from './lease.ts';
import type { Job, Verdict, WorkerParts } from './parts.ts';
import { runStage } from './work.ts';

/** One try at a stage whose claim is ours: works and saves what came of it, then tells the next one – or fails. */
export async function tryStage(parts: WorkerParts, job: Job, lease: Lease): Promise<Verdict> {
  const { claim } = lease;
  if (claim.state === 'failing' && claim.failure) return endRun(parts, job, lease, claim.failure);
  if (claim.crashes > parts.environment.MAX_CRASHES) {
    return endRun(parts, job, lease, failureOf(crashedTooOften(parts, claim), triesOf(claim)));
  }
  const ledger = createLedger((usage) => addUsage(job.metrics, usage));
  const startedAt = performance.now();
  let send: Sending;
  try {
    const outcome = await runStage(parts, job, lease, ledger);
    if (outcome.kind === 'continue') await keepUsage(parts, job, claim, ledger);
    send =
      outcome.kind === 'done'
        ? await finishStage(parts, job, outcome.result)
        : await continueLater(parts, job, lease, outcome.reason);
  } catch (error) {
    return await endTry(parts, job, lease, ledger, error);
  } finally {
    job.metrics.add('StageDuration', performance.now() - startedAt);
  }
  try {
    return await send();
  } catch (error) {
    // Nothing is left to try again here: the message comes back by itself and is only sent on then.
    if (isTaskError(error) && error.retryable) throw error;
    return failTry(parts, job, lease, error);
  }
}

/** After a try that came to nothing: whose run it is now, and what becomes of the message. */
async function endTry(
  parts: WorkerParts,
  job: Job,
  lease: Lease,
  ledger: Ledger,
  error: unknown,
): Promise<Verdict> {
  await keepUsage(parts, job, lease.claim, ledger);
  // Whoever has the run now decides about it, and about the message.
  if (lease.lost.aborted) {
    job.log.warn('lease lost, work given up');
    return 'keep';
  }
  const { stop } = job.context;
  if (stop?.aborted && error === stop.reason) return giveBack(parts, job, lease);
  return failTry(parts, job, lease, error);
}

/** Costs that neither a result nor a checkpoint holds. */
async function keepUsage(parts: WorkerParts, job: Job, claim: Claim, ledger: Ledger): Promise<void> {
  const number = (value: number) => String(value).padStart(3, '0');
  const tryName = `${number(claim.round)}-${number(triesOf(claim))}-${claim.owner}`;
  await saveUsage(job.run, parts.stage, tryName, ledger.rest());
}

function crashedTooOften(parts: WorkerParts, claim: Claim) {
  return permanentError(
    'worker_crashed',
    `The ${parts.stage} worker ended ${claim.crashes} times on this run without a trace (crash, kill or out of memory).`,
  );
}
