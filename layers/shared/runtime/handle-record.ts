import { isTaskError } from '../contract/errors.ts';
import { runFolder } from '../store/run-folder.ts';
import { comeBack } from './come-back.ts';
import { finishAgain } from './finish.ts';
import { storeGivenText } from './given-text.ts';
import type { Delivered, Job, Verdict, WorkerParts } from './parts.ts';
import { postpone, receiveCountOf } from './postpone.ts';
import { receiveTask } from './receive-task.ts';
import { clearErrors, redrivenFrom } from './redriven.ts';
import { rejectMessage } from './reject.ts';
import { openRun } from './run-manifest.ts';
import { sendContinuation, sendNext } from './send-task.ts';
import { takeClaim } from './take-claim.ts';
import { tryStage } from './try-stage.ts';
import { leaseMs, withLease } from './with-lease.ts';

/** First wait for somebody else's lease; doubled with every receive, so that a duplicate is soon out of the way. */
const FIRST_WAIT_SECONDS = 5;

/**
 * The life of a message (DESIGN §4). Never throws: what the runtime itself cannot mend – S3 or SQS being away – keeps
 * the message, so that it comes back.
 */
export async function handleRecord(parts: WorkerParts, delivered: Delivered): Promise<Verdict> {
  let job: Job | undefined;
  try {
    job = await readJob(parts, delivered);
    const [first] = job.received.pipeline;
    return first === parts.stage ? await takeUp(parts, job) : await passOn(parts, job);
  } catch (error) {
    const back = (reason: unknown) => comeBack(parts, delivered, reason, job);
    if (!isTaskError(error) || error.retryable) return back(error);
    return rejectMessage(parts, delivered, error, job).catch(back);
  }
}

async function readJob(parts: WorkerParts, delivered: Delivered): Promise<Job> {
  const received = await receiveTask(parts, delivered.record);
  const { task } = received;
  const run = runFolder(parts.objects, task.organization_id, task.run_id);
  const log = delivered.logFor({
    run_id: task.run_id,
    organization_id: task.organization_id,
    ...(task.execution_id !== undefined && { execution_id: task.execution_id }),
    round: task.round,
  });
  const job: Job = { ...delivered, log, received, run };
  await openRun(run, received);
  if (received.first) await storeGivenText(run, task);
  return job;
}

/** A message that brought its text along needs no extraction: it belongs to another queue. */
async function passOn(parts: WorkerParts, job: Job): Promise<Verdict> {
  await sendNext(parts, job, job.received.pipeline, true);
  return 'acknowledge';
}

async function takeUp(parts: WorkerParts, job: Job): Promise<Verdict> {
  const now = Date.now();
  const taken = await takeClaim(parts.objects, job.run, parts.stage, {
    round: job.received.task.round,
    owner: job.owner,
    now,
    leaseUntil: now + leaseMs(parts, job),
    failedAt: redrivenFrom(job.record),
  });
  const ours = taken.kind === 'taken' || taken.kind === 'finished';
  if (ours && redrivenFrom(job.record) !== undefined) await clearErrors(parts.objects, job.run, parts.stage);
  switch (taken.kind) {
    case 'finished':
      return finishAgain(parts, job, taken.result);
    case 'failed':
      job.metrics.add('DuplicateDeliveries', 1);
      return 'acknowledge';
    case 'busy':
      job.metrics.add('DuplicateDeliveries', 1);
      return waitFor(parts, job, taken.until);
    case 'outdated':
      if (taken.resend) await sendContinuation(parts, job, taken.round);
      return 'acknowledge';
    case 'finish-failure':
    case 'taken':
      if (taken.kind === 'taken' && taken.crashed) job.metrics.add('CrashTakeovers', 1);
      return withLease(parts, job, taken.held, (lease) => tryStage(parts, job, lease));
  }
}

/** Somebody else is at it: look again when its lease ends, at first sooner. */
function waitFor(parts: WorkerParts, job: Job, until: number): Promise<Verdict> {
  const untilEnd = Math.ceil((until - Date.now()) / 1000) + 1;
  const patience = FIRST_WAIT_SECONDS * 2 ** (receiveCountOf(job.record) - 1);
  return postpone(parts, job.record, Math.min(untilEnd, patience));
}
