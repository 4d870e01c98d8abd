import { permanentError } from '../contract/errors.ts';
import type { StageName } from '../contract/identifiers.ts';
import { checkpointPrefix } from '../contract/keys.ts';
import type { StageResult } from '../contract/results.ts';
import type { Lease } from './lease.ts';
import type { Job, Verdict, WorkerParts } from './parts.ts';
import { fitsUnchunked } from './pipeline.ts';
import { checkResult, writeResult } from './results.ts';
import { shortenRun } from './run-manifest.ts';
import { sendContinuation, sendNext } from './send-task.ts';
import type { StoredResult } from './take-claim.ts';

/** Rounds in a row without a new checkpoint; a stage that only continues would otherwise do so forever. */
const MAX_IDLE_ROUNDS = 20;

/**
 * What remains after a try has saved its outcome: to tell somebody. When that fails, no further try is needed – the
 * message that comes back finds what was saved and only sends again.
 */
export type Sending = () => Promise<Verdict>;

/**
 * Result, next message, acknowledge – in this order, so that a crash at any point loses nothing: the message comes
 * back, finds the result and sends the next one again.
 */
export async function finishStage(parts: WorkerParts, job: Job, result: StageResult): Promise<Sending> {
  checkResult(parts.stage, result);
  await writeResult(parts.objects, job.run, parts.stage, result);
  return async () => {
    await sendOn(parts, job, result, false);
    job.metrics.add('RunsSucceeded', 1);
    return 'acknowledge';
  };
}

/** For a message whose stage has its result already: only the next message may be missing. */
export async function finishAgain(parts: WorkerParts, job: Job, result: StoredResult): Promise<Verdict> {
  await sendOn(parts, job, result, true);
  job.metrics.add('DuplicateDeliveries', 1);
  return 'acknowledge';
}

async function sendOn(
  parts: WorkerParts,
  job: Job,
  result: StoredResult | StageResult,
  repeated: boolean,
): Promise<void> {
  const pipeline = await stagesAfter(parts.stage, job, result);
  await sendNext(parts, job, pipeline, repeated);
}

/** What comes after this stage; chunking is left out when we planned it and the text needs none. */
async function stagesAfter(
  stage: StageName,
  { received, run }: Job,
  result: StoredResult | StageResult,
): Promise<readonly StageName[]> {
  const later = received.pipeline.filter((each) => each !== stage);
  if (stage !== 'extraction' || !received.planned || later[0] !== 'chunking') return later;
  if (!fitsUnchunked(received.message, String(result.extracted_text ?? ''))) return later;
  await shortenRun(run);
  received.pipeline = received.pipeline.filter((each) => each !== 'chunking');
  return later.slice(1);
}

/** Gives the run to another invocation: releases the claim for the next round, sends its message, acknowledges. */
export async function continueLater(
  parts: WorkerParts,
  job: Job,
  lease: Lease,
  reason: string,
): Promise<Sending> {
  const { claim } = lease;
  const saved = (await job.run.list(checkpointPrefix(parts.stage))).length;
  const idle_rounds = saved > claim.checkpoints ? 0 : claim.idle_rounds + 1;
  if (idle_rounds > MAX_IDLE_ROUNDS) {
    throw permanentError(
      'no_progress',
      `The ${parts.stage} stage went on for ${MAX_IDLE_ROUNDS} rounds without finishing a step; one step may need longer than an invocation lasts.`,
    );
  }
  const round = claim.round + 1;
  const fresh = { round, idle_rounds, attempt: 1, throttles: 0, crashes: 0, checkpoints: saved };
  if (!(await lease.update({ state: 'continued', ...fresh }))) return async () => 'keep';
  return async () => {
    await sendContinuation(parts, job, round);
    job.metrics.add('Continuations', 1);
    job.log.info('continues in another round', { round, reason });
    return 'acknowledge';
  };
}
