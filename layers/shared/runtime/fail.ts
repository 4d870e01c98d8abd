import { isTaskError, type TaskError } from '../contract/errors.ts';
import { claimName, resultName } from '../contract/keys.ts';
import { describeError } from '../telemetry/describe-error.ts';
import { retryDelaySeconds } from './backoff.ts';
import { type Claim, type Failure, triesOf } from './claim.ts';
import { errorResult, failureOf, sendDeadLetter } from './dead-letter.ts';
import type { Lease } from './lease.ts';
import type { Job, Verdict, WorkerParts } from './parts.ts';
import { postpone } from './postpone.ts';
import { writeResult } from './results.ts';

/** What a failure means for the run: a TaskError as it is, anything else a programming error of ours. */
type Fault = Pick<TaskError, 'code' | 'message' | 'retryable' | 'retryAfter' | 'throttled'>;

/** After a failed try: comes back later while the budget lasts, otherwise ends the run. */
export async function failTry(parts: WorkerParts, job: Job, lease: Lease, error: unknown): Promise<Verdict> {
  const fault = faultOf(error);
  if (!isTaskError(error)) job.log.error('unforeseen error', describeError(error));
  const { claim } = lease;
  if (hasRetry(parts, claim, error)) return retryLater(parts, job, lease, fault);
  return endRun(parts, job, lease, failureOf(fault, triesOf(claim)));
}

/** Whether another try follows one that failed with `error`. */
export function hasRetry(parts: WorkerParts, claim: Claim, error: unknown): boolean {
  const fault = faultOf(error);
  return fault.retryable && hasBudget(parts, claim, fault);
}

export function faultOf(error: unknown): Fault {
  if (isTaskError(error)) return error;
  return {
    code: 'internal_error',
    message: 'The worker failed on this run for a reason it did not foresee; its log says more.',
    retryable: true,
  };
}

/** A busy provider has a budget of its own: it must not fail a run that would succeed later. */
function hasBudget({ environment }: WorkerParts, claim: Claim, fault: Fault): boolean {
  return fault.throttled ? claim.throttles < environment.MAX_THROTTLES : claim.attempt <= environment.RETRIES;
}

async function retryLater(parts: WorkerParts, job: Job, lease: Lease, fault: Fault): Promise<Verdict> {
  const { attempt, throttles } = lease.claim;
  const counted = fault.throttled ? { throttles: throttles + 1 } : { attempt: attempt + 1 };
  const delay = retryDelaySeconds({
    failures: fault.throttled ? throttles + 1 : attempt,
    baseSeconds: parts.environment.FIRST_RETRY_DELAY_SECONDS,
    retryAfter: fault.retryAfter,
  });
  const lease_until = new Date(Date.now() + delay * 1000).toISOString();
  if (!(await lease.update({ state: 'waiting', lease_until, ...counted }))) return 'keep';
  job.metrics.add('RetriesScheduled', 1);
  job.metrics.add('RetryDelay', delay);
  if (fault.throttled) job.metrics.add('Throttles', 1);
  job.log.warn('try failed, comes back', { code: fault.code, delay_seconds: delay, ...counted });
  return postpone(parts, job.record, delay);
}

/**
 * Ends a run with an error. The failure is noted in the claim first, so that a crash in between leads to exactly these
 * steps again and not to another try.
 */
export async function endRun(parts: WorkerParts, job: Job, lease: Lease, failure: Failure): Promise<Verdict> {
  if (!(await lease.update({ state: 'failing', failure }))) return 'keep';
  const { task } = job.received;
  const stands = await writeResult(parts.objects, job.run, parts.stage, errorResult(parts, failure));
  if (!stands) await tellNextStage(parts, job, failure);
  await sendDeadLetter(parts, job.record, failure, task);
  await lease.update({ state: 'failed' });
  job.metrics.add('RunsFailed', 1);
  job.log.error('run failed', { code: failure.code, attempts: failure.attempts });
  return 'acknowledge';
}

/** This stage has its success, but its successor could not be told: who waits for that one must not wait forever. */
export async function tellNextStage(parts: WorkerParts, job: Job, failure: Failure): Promise<void> {
  const [next] = job.received.pipeline.filter((stage) => stage !== parts.stage);
  if (next === undefined || (await parts.objects.head(job.run.prefix + claimName(next)))) return;
  await job.run.create(resultName(next), { ...errorResult(parts, failure), stage: next });
}
