import * as z from 'zod';
import type { StageName } from '../contract/identifiers.ts';
import { usagePrefix } from '../contract/keys.ts';
import { UsageRecord } from '../contract/usage.ts';
import type { RunFolder } from './runs.ts';

const Records = z.array(UsageRecord);

/**
 * Saves what a try without a result has cost and no checkpoint holds, so that it shows in the run's ledger.
 * @param tryName Sorts after the names of earlier tries.
 */
export async function saveUsage(
  run: RunFolder,
  stage: StageName,
  tryName: string,
  records: readonly UsageRecord[],
): Promise<void> {
  if (records.length > 0) await run.write(`${usagePrefix(stage)}${tryName}.json`, records);
}

/**
 * What the earlier tries and rounds of a stage have cost, in their order. What a checkpoint holds is not in it, nor is
 * what the current try's ledger holds (`ctx.ledger.rest()`): add both for the whole bill.
 */
export async function readUsage(run: RunFolder, stage: StageName): Promise<UsageRecord[]> {
  const names = await run.list(usagePrefix(stage));
  const saved = await Promise.all(names.map((name) => run.read(name, Records)));
  return saved.flatMap((records) => records ?? []);
}
