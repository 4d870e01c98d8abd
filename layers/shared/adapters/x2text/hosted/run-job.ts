import { setTimeout as sleep } from 'node:timers/promises';
import { isTaskError, permanentError, retryableError, type TaskError } from '../../../contract/errors.ts';
import type { UnfinishedDocument, X2TextInput } from '../types.ts';
import { type Extractor, named } from './extractor.ts';
import type { Job, JobMemory } from './job-memory.ts';
import type { WaitingSettings } from './settings.ts';

/** `lost`: the service does not know the job, or has given its result away already. */
export type JobState =
  | { kind: 'running'; done?: number; total?: number }
  | { kind: 'finished' }
  | { kind: 'lost' }
  | { kind: 'failed'; error: TaskError };

export type HostedService<R> = {
  extractor: Extractor;
  /** Sends the document; the job's id. `again`: an earlier job was lost, and this must be another one. */
  start(again: boolean): Promise<string>;
  look(id: string): Promise<JobState>;
  /** undefined: lost. */
  fetch(id: string): Promise<R | undefined>;
};

/** Failed requests in a row, while waiting, before the try counts as failed. */
const MOST_FAILURES = 5;
/** A server that wants to be left alone for longer than this many seconds is left to the queue. */
const LONGEST_PAUSE = 60;
const LONGEST_INTERVAL = 10;
/** Milliseconds kept for fetching and laying out the result. */
const RESERVE_MS = 20_000;

/**
 * Has a document read by a service that works on its own: starts the job, looks at it until it is done, fetches the
 * result once. A job that was started is paid for, so it and its result are kept: neither a failed try nor another
 * invocation starts a second one. A lost job is started anew, once.
 */
export async function runJob<R>(
  service: HostedService<R>,
  memory: JobMemory<R>,
  waiting: WaitingSettings,
  input: X2TextInput,
): Promise<R | UnfinishedDocument> {
  const kept = await memory.result();
  if (kept !== undefined) return kept;
  const begin = async (again: boolean): Promise<Job> => {
    const job = { id: await service.start(again), startedAt: Date.now(), again };
    await memory.keepJob(job);
    return job;
  };
  let job = (await memory.job()) ?? (await begin(false));
  for (;;) {
    const outcome = await follow(service, job, waiting, input);
    if (outcome.kind === 'unfinished') return { unfinished: outcome.reason };
    if (outcome.kind === 'fetched') {
      await memory.keepResult(outcome.result);
      return outcome.result;
    }
    if (outcome.kind === 'failed' || job.again) {
      await memory.forgetJob();
      throw outcome.kind === 'failed' ? outcome.error : lostAgain(service.extractor);
    }
    job = await begin(true);
  }
}

type Outcome<R> =
  | { kind: 'fetched'; result: R }
  | { kind: 'unfinished'; reason: string }
  | { kind: 'lost' }
  | { kind: 'failed'; error: TaskError };

/** Looks at a job until it ends, the wait limit is reached, or the invocation is nearly over. */
async function follow<R>(
  service: HostedService<R>,
  job: Job,
  waiting: WaitingSettings,
  input: X2TextInput,
): Promise<Outcome<R>> {
  const until = job.startedAt + waiting.wait_timeout * 1000;
  let failures = 0;
  for (let interval = waiting.poll_interval; ; interval *= 1.5) {
    let pause = Math.min(interval, waiting.poll_interval * LONGEST_INTERVAL);
    try {
      const outcome = await lookAndFetch(service, job, input);
      if (outcome) return outcome;
      failures = 0;
    } catch (error) {
      pause = pauseAfter(error, ++failures, pause, input);
    }
    if (Date.now() + pause * 1000 > until) throw tooSlow(service.extractor, waiting.wait_timeout);
    if (input.checkpoints && input.checkpoints.remainingMs() < pause * 1000 + RESERVE_MS)
      return { kind: 'unfinished', reason: `Waiting for ${service.extractor.service}.` };
    await waitFor(pause, input.signal);
  }
}

async function lookAndFetch<R>(
  service: HostedService<R>,
  { id }: Job,
  { progress }: X2TextInput,
): Promise<Outcome<R> | undefined> {
  const state = await service.look(id);
  if (state.kind === 'lost' || state.kind === 'failed') return state;
  if (state.kind === 'running') {
    if (state.done !== undefined && state.total) progress?.(state.done, state.total, 'pages');
    return undefined;
  }
  const result = await service.fetch(id);
  return result === undefined ? { kind: 'lost' } : { kind: 'fetched', result };
}

/** Seconds to wait after a failed request, or throws it: the job goes on meanwhile, and the next try finds it. */
function pauseAfter(error: unknown, failures: number, pause: number, { signal }: X2TextInput): number {
  const retryAfter = isTaskError(error) ? (error.retryAfter ?? 0) : 0;
  if (signal?.aborted || !isTaskError(error) || !error.retryable) throw error;
  if (failures > MOST_FAILURES || retryAfter > LONGEST_PAUSE) throw error;
  return Math.max(pause, retryAfter);
}

/** Rejects with the signal's own reason. */
export async function waitFor(seconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(seconds * 1000, undefined, signal ? { signal } : {});
  } catch (error) {
    throw signal?.aborted ? signal.reason : error;
  }
}

const tooSlow = (extractor: Extractor, waitTimeout: number) =>
  retryableError(
    'x2text_timeout',
    `${named(extractor)}: the document was not read within ${waitTimeout} s; raise wait_timeout. The next try looks at ` +
      'the same job once more.',
  );

const lostAgain = (extractor: Extractor) =>
  permanentError(
    'x2text_job_failed',
    `${named(extractor)}: the service lost the job, and the second one as well. Send the document again later.`,
  );
