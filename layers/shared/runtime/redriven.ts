import type { SQSRecord } from 'aws-lambda';
import { STAGES, type StageName } from '../contract/identifiers.ts';
import { claimName, resultName } from '../contract/keys.ts';
import type { ObjectStore } from '../store/objects.ts';
import type { RunFolder } from '../store/runs.ts';
import { Claim, isRedriven } from './claim.ts';
import { attributeOf } from './message-attributes.ts';
import { StoredResult } from './take-claim.ts';

/**
 * When the failure happened whose dead letter this message was. Every way back into the queue keeps it: our command
 * line, the console's and `StartMessageMoveTask`.
 */
export const redrivenFrom = (record: SQSRecord): string | undefined => attributeOf(record, 'failed_at');

/**
 * Takes the error results of a redriven run away, so that who waits for it waits on. Never a success, and never the
 * error of a later stage that failed by itself.
 * @returns what was taken away, by name
 */
export async function clearErrors(
  objects: ObjectStore,
  run: RunFolder,
  stage: StageName,
): Promise<Record<string, StoredResult>> {
  const cleared: Record<string, StoredResult> = {};
  for (const each of STAGES.slice(STAGES.indexOf(stage))) {
    const name = resultName(each);
    const result = await run.read(name, StoredResult);
    if (result?.status !== 'error') continue;
    if (each !== stage && (await objects.head(run.prefix + claimName(each)))) continue;
    await run.delete(name);
    cleared[name] = result;
  }
  return cleared;
}

/**
 * The same for who sends a dead letter back, so that the old failure is gone before a worker takes the message up. Only
 * when a worker will: the error of a run that has failed once more since, or that is at work, stays.
 */
export async function clearErrorsOf(
  objects: ObjectStore,
  run: RunFolder,
  stage: StageName,
  failedAt: string,
): Promise<Record<string, StoredResult>> {
  const claim = await run.read(claimName(stage), Claim);
  if (claim && !(claim.state === 'failed' && isRedriven(claim, failedAt))) return {};
  return clearErrors(objects, run, stage);
}
