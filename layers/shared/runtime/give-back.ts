import { retryableError, type TaskError } from '../contract/errors.ts';
import type { Lease } from './lease.ts';
import type { Job, Verdict, WorkerParts } from './parts.ts';
import { postpone } from './postpone.ts';

/** Why work is aborted when its process has to end. */
export const workerStopped = (): TaskError =>
  retryableError('worker_stopped', 'The worker process was asked to stop.');

/**
 * Gives a run back whose process has to end: the claim is free and the message visible at once. Nobody failed and
 * nothing crashed, so nothing is counted.
 */
export async function giveBack(parts: WorkerParts, job: Job, lease: Lease): Promise<Verdict> {
  const lease_until = new Date().toISOString();
  if (!(await lease.update({ state: 'waiting', lease_until }))) return 'keep';
  job.log.info('worker stops, run given back');
  return postpone(parts, job.record, 0);
}
