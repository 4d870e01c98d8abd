import type { SQSRecord } from 'aws-lambda';
import { claimName, resultName } from '../contract/keys.ts';
import { attributeOf } from './message-attributes.ts';
import type { Job, WorkerParts } from './parts.ts';
import { StoredResult } from './take-claim.ts';

/**
 * When the failure happened whose dead letter this message was. Every way back into the queue keeps it: our command
 * line, the console's and `StartMessageMoveTask`.
 */
export const redrivenFrom = (record: SQSRecord): string | undefined => attributeOf(record, 'failed_at');

/**
 * Takes the error results of a redriven run away, so that who waits for it waits on. Never a success, and never the
 * error of a later stage that failed by itself.
 */
export async function clearErrors({ stage, objects }: WorkerParts, { run, received }: Job): Promise<void> {
  for (const each of new Set([stage, ...received.pipeline])) {
    const result = await run.read(resultName(each), StoredResult);
    if (result?.status !== 'error') continue;
    if (each !== stage && (await objects.head(run.prefix + claimName(each)))) continue;
    await run.delete(resultName(each));
  }
}
