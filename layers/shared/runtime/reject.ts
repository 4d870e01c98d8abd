import type { TaskError } from '../contract/errors.ts';
import { claimName, resultName } from '../contract/keys.ts';
import { runFolder } from '../store/run-folder.ts';
import { errorResult, failureOf, sendDeadLetter } from './dead-letter.ts';
import { readIdentity } from './parse-message.ts';
import type { Delivered, Verdict, WorkerParts } from './parts.ts';

/**
 * Ends a message that can never be worked on: error result where a run id can be read, dead letter, acknowledge. A run
 * that is or was at work under that id keeps its result.
 */
export async function rejectMessage(
  parts: WorkerParts,
  { record, log, metrics }: Delivered,
  error: TaskError,
): Promise<Verdict> {
  const identity = readIdentity(record.body);
  const failure = failureOf(error, 1);
  if (identity) {
    const run = runFolder(parts.objects, identity.organization_id, identity.run_id);
    const claimed = await parts.objects.head(run.prefix + claimName(parts.stage));
    if (!claimed) await run.create(resultName(parts.stage), errorResult(parts, failure));
  }
  await sendDeadLetter(parts, record, failure, identity);
  metrics.add('RunsFailed', 1);
  log.error('message rejected', { code: failure.code, run_id: identity?.run_id });
  return 'acknowledge';
}
