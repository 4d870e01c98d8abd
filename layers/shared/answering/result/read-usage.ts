import * as z from 'zod';
import { usagePrefix } from '../../contract/keys.ts';
import { UsageRecord } from '../../contract/usage.ts';
import type { StageContext } from '../../stage.ts';

/** One file a try, written by the runtime: a list, or an object that holds it. */
const UsageFile = z
  .array(UsageRecord)
  .or(z.looseObject({ usage_records: z.array(UsageRecord) }).transform((file) => file.usage_records));

/** What earlier tries and rounds of this stage have paid for, beyond what checkpoints hold. */
export async function readEarlierUsage({ run, stage }: StageContext): Promise<UsageRecord[]> {
  const names = await run.list(usagePrefix(stage));
  const files = await Promise.all(names.map((name) => run.read(name, UsageFile)));
  return files.flatMap((file) => file ?? []);
}
