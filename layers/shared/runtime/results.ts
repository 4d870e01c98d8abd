import { describeIssues } from '../contract/describe-issues.ts';
import { retryableError } from '../contract/errors.ts';
import type { StageName } from '../contract/identifiers.ts';
import { resultName } from '../contract/keys.ts';
import { type ErrorResult, STAGE_RESULTS, type StageResult } from '../contract/results.ts';
import type { ObjectStore } from '../store/objects.ts';
import { parseStored } from '../store/run-folder.ts';
import type { RunFolder } from '../store/runs.ts';
import { StoredResult } from './take-claim.ts';

const MAX_RACES = 5;

/**
 * Writes a stage's result. The first success wins for good; an error result, or what is no result at all, gives way to
 * whatever comes later.
 * Returns whether this result stands now.
 */
export async function writeResult(
  objects: ObjectStore,
  run: RunFolder,
  stage: StageName,
  result: StageResult | ErrorResult,
): Promise<boolean> {
  const key = run.prefix + resultName(stage);
  const body = JSON.stringify(result);
  for (let race = 0; race < MAX_RACES; race += 1) {
    if (await objects.create(key, body)) return true;
    const existing = await objects.get(key);
    if (!existing) continue;
    if (isSuccess(existing.body)) return false;
    if (await objects.replace(key, body, existing.etag)) return true;
  }
  throw retryableError(
    'result_contended',
    `The result ${key} changed ${MAX_RACES} times while it was written.`,
  );
}

function isSuccess(body: Uint8Array): boolean {
  try {
    return parseStored(body, 'result', StoredResult).status === 'success';
  } catch {
    return false;
  }
}

/** A stage that returns what its contract does not allow is a programming error. */
export function checkResult(stage: StageName, result: StageResult): void {
  const parsed = STAGE_RESULTS[stage].safeParse(result);
  if (parsed.success) return;
  throw new TypeError(`The ${stage} stage returned a wrong result – ${describeIssues(parsed.error)}`);
}
