import * as z from 'zod';
import { STAGES, type StageName } from '#shared/contract/identifiers.ts';
import { LINES, resultName } from '#shared/contract/keys.ts';
import { Lines } from '#shared/contract/lines.ts';
import { ErrorResult, STAGE_RESULTS, type StageResult } from '#shared/contract/results.ts';
import type { RunObjects } from './run-objects.ts';

/** The result documents that a run has so far, by stage; a failed stage has its error result. */
export type RunResults = { [S in StageName]?: StageResult<S> | ErrorResult };

/** One stage's result or error result; undefined while there is none. */
export function readResult<S extends StageName>(
  run: RunObjects,
  stage: S,
): Promise<StageResult<S> | ErrorResult | undefined> {
  return run.read(
    resultName(stage),
    z.discriminatedUnion('status', [STAGE_RESULTS[stage], ErrorResult]),
  ) as Promise<StageResult<S> | ErrorResult | undefined>;
}

/** All stages' results so far. */
export async function readResults(run: RunObjects): Promise<RunResults> {
  const names = await run.names();
  const stages = STAGES.filter((stage) => names.has(resultName(stage)));
  const results = await Promise.all(
    stages.map(async (stage) => [stage, await readResult(run, stage)] as const),
  );
  return Object.fromEntries(results.filter(([, result]) => result !== undefined));
}

/** Where each line of the extracted text stands in the document; undefined before extraction is done. */
export function readLines(run: RunObjects): Promise<Lines | undefined> {
  return run.read(LINES, Lines);
}
