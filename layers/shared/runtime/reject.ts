import type * as z from 'zod';
import { isTaskError } from '../contract/errors.ts';
import { claimName, resultName } from '../contract/keys.ts';
import { runFolder } from '../store/run-folder.ts';
import type { RunFolder } from '../store/runs.ts';
import { Claim, type Failure, isAtWork } from './claim.ts';
import { errorResult, failureOf, sendDeadLetter } from './dead-letter.ts';
import { faultOf, tellNextStage } from './fail.ts';
import { type Identity, readIdentity } from './parse-message.ts';
import type { Delivered, Job, Verdict, WorkerParts } from './parts.ts';
import { StoredResult } from './take-claim.ts';

/**
 * Ends a message that can never be worked on: error result where a run id can be read, dead letter, acknowledge.
 * @param job The message's run, when it could be read.
 */
export function rejectMessage(
  parts: WorkerParts,
  delivered: Delivered,
  error: unknown,
  job?: Job,
): Promise<Verdict> {
  return endMessage(parts, delivered, error, job, (telling) => telling);
}

/** The same for a message that was handed back too often; a dead letter is better than nothing when S3 is away. */
export function giveUpMessage(
  parts: WorkerParts,
  delivered: Delivered,
  error: unknown,
  job?: Job,
): Promise<Verdict> {
  return endMessage(parts, delivered, error, job, (telling) =>
    telling.catch((cause) => delivered.log.error('error result not written', { code: faultOf(cause).code })),
  );
}

async function endMessage(
  parts: WorkerParts,
  delivered: Delivered,
  error: unknown,
  job: Job | undefined,
  settle: (telling: Promise<void>) => Promise<void>,
): Promise<Verdict> {
  const identity = job?.received.task ?? readIdentity(delivered.record.body);
  const failure = failureOf(faultOf(error), 1);
  if (identity) await settle(tellClient(parts, delivered, identity, failure, job));
  return bury(parts, delivered, failure, identity);
}

/**
 * Whoever waits for the run learns of it – unless another delivery works on that run: then it is not over. A run id
 * that was used twice names a run with a life of its own.
 */
async function tellClient(
  parts: WorkerParts,
  { owner }: Delivered,
  identity: Identity,
  failure: Failure,
  job: Job | undefined,
): Promise<void> {
  if (failure.code === 'run_id_reused') return;
  const run = runFolder(parts.objects, identity.organization_id, identity.run_id);
  const result = await readIfFits(run, resultName(parts.stage), StoredResult);
  if (result?.status === 'success') {
    // Then it was the next stage's message that could not be sent.
    if (job) await tellNextStage(parts, job, failure);
    return;
  }
  const claim = await readIfFits(run, claimName(parts.stage), Claim);
  if (claim && claim.owner !== owner && isAtWork(claim, Date.now())) return;
  await run.create(resultName(parts.stage), errorResult(parts, failure));
}

/** A document that does not fit its schema holds nobody up: it may be the very reason. */
async function readIfFits<T>(run: RunFolder, name: string, schema: z.ZodType<T>): Promise<T | undefined> {
  try {
    return await run.read(name, schema);
  } catch (error) {
    if (isTaskError(error) && error.code === 'stored_document_invalid') return undefined;
    throw error;
  }
}

async function bury(
  parts: WorkerParts,
  { record, log, metrics }: Delivered,
  failure: Failure,
  identity: Identity | undefined,
): Promise<Verdict> {
  await sendDeadLetter(parts, record, failure, identity);
  metrics.add('RunsFailed', 1);
  log.error('message rejected', { code: failure.code, run_id: identity?.run_id });
  return 'acknowledge';
}
