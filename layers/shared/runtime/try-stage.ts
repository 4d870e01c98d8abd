import { permanentError } from '../contract/errors.ts';
import { saveUsage } from '../store/usage.ts';
import type { Ledger } from '../telemetry/ledger.ts';
import { createLedger } from '../telemetry/ledger.ts';
import { addUsage } from '../telemetry/usage-metrics.ts';
import { type Claim, triesOf } from './claim.ts';
import { failureOf } from './dead-letter.ts';
import { endRun, failTry } from './fail.ts';
import { continueLater, finishStage } from './finish.ts';
import type { Lease } from './lease.ts';
import type { Job, Verdict, WorkerParts } from './parts.ts';
import { runStage } from './work.ts';

/** One try at a stage whose claim is ours: works, then finishes, continues or fails. */
export async function tryStage(parts: WorkerParts, job: Job, lease: Lease): Promise<Verdict> {
  const { claim } = lease;
  if (claim.state === 'failing' && claim.failure) return endRun(parts, job, lease, claim.failure);
  if (claim.crashes > parts.environment.MAX_CRASHES) {
    return endRun(parts, job, lease, failureOf(crashedTooOften(parts, claim), triesOf(claim)));
  }
  const ledger = createLedger((usage) => addUsage(job.metrics, usage));
  const startedAt = performance.now();
  try {
    const outcome = await runStage(parts, job, lease, ledger);
    if (outcome.kind === 'done') return await finishStage(parts, job, outcome.result);
    await keepUsage(parts, job, claim, ledger);
    return await continueLater(parts, job, lease, outcome.reason);
  } catch (error) {
    // Whoever has the run now decides about it, and about the message.
    if (lease.lost.aborted) {
      job.log.warn('lease lost, work given up');
      return 'keep';
    }
    await keepUsage(parts, job, claim, ledger);
    return await failTry(parts, job, lease, error);
  } finally {
    job.metrics.add('StageDuration', performance.now() - startedAt);
  }
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
