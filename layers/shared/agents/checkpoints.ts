import { createHash, randomUUID } from 'node:crypto';
import * as z from 'zod';
import { permanentError } from '../contract/errors.ts';
import { checkpointPrefix } from '../contract/keys.ts';
import { UsageRecord } from '../contract/usage.ts';
import type { StageContext } from '../stage.ts';

/** What a step leaves behind: its value and what it cost, in one object, so that neither is there without the other. */
const Checkpoint = z.looseObject({
  kind: z.string(),
  name: z.string(),
  value: z.unknown(),
  usage_records: z.array(UsageRecord),
  milliseconds: z.number(),
  /** Names the one write that made it. */
  saved_by: z.string().optional(),
});
type Checkpoint = z.infer<typeof Checkpoint>;

export type StepKey = { kind: string; name: string };

export type Checkpoints = {
  /** The saved value of a step, if there is one. */
  find<T>(key: StepKey, schema: z.ZodType<T>): T | undefined;
  /**
   * The saved value of a step, or else the value of `work`, saved. When another worker saved the same step in the
   * meantime, its value counts and what was paid here falls to the ledger's rest. `isWorthSaving` may decline (a
   * free step is cheaper to repeat than to save).
   */
  step<T>(
    key: StepKey,
    schema: z.ZodType<T>,
    work: () => Promise<T>,
    isWorthSaving?: (value: T, usage: readonly UsageRecord[]) => boolean,
  ): Promise<T>;
  /** Steps saved by this invocation. */
  savedNow(): number;
  /** What all saved steps of the run have cost, each call once. */
  usage(): UsageRecord[];
  /** How long the longest saved step of a kind took, in milliseconds; 0 when there is none. */
  longest(kind: string): number;
};

/** Opens a run's checkpoints: all that earlier rounds and tries have saved is read once, here. */
export async function openCheckpoints(
  ctx: Pick<StageContext, 'stage' | 'run' | 'ledger'>,
): Promise<Checkpoints> {
  const saved = new Map<string, Checkpoint>();
  const names = await ctx.run.list(checkpointPrefix(ctx.stage));
  await Promise.all(
    names.map(async (name) => {
      const checkpoint = await ctx.run.read(name, Checkpoint);
      if (checkpoint) saved.set(name, checkpoint);
    }),
  );
  let savedNow = 0;

  const nameOf = ({ kind, name }: StepKey) => `${checkpointPrefix(ctx.stage)}${kind}-${keySafe(name)}.json`;

  const find: Checkpoints['find'] = (key, schema) => {
    const checkpoint = saved.get(nameOf(key));
    return checkpoint && readValue(checkpoint, schema);
  };

  /** True when this call saved the step; false when somebody else had, and then their checkpoint is known. */
  const save = async (fileName: string, checkpoint: Checkpoint): Promise<boolean> => {
    if (await ctx.run.create(fileName, checkpoint)) {
      saved.set(fileName, checkpoint);
      savedNow++;
      return true;
    }
    const stands = await ctx.run.read(fileName, Checkpoint);
    if (stands) saved.set(fileName, stands);
    // Ours after all: the SDK repeated a write whose answer got lost. Its usage must not be counted a second time.
    if (stands?.saved_by !== checkpoint.saved_by) return false;
    savedNow++;
    return true;
  };

  return {
    find,
    async step(key, schema, work, isWorthSaving = () => true) {
      const before = find(key, schema);
      if (before !== undefined) return before;
      const startedAt = performance.now();
      return ctx.ledger.hold(async (usage) => {
        const value = await work();
        if (!isWorthSaving(value, usage)) return { value, held: false };
        const milliseconds = Math.round(performance.now() - startedAt);
        const usage_records = [...usage];
        const checkpoint = { ...key, value, usage_records, milliseconds, saved_by: randomUUID() };
        const held = await save(nameOf(key), checkpoint);
        return { value: held ? value : (find(key, schema) ?? value), held };
      });
    },
    savedNow: () => savedNow,
    usage: () => [...saved.values()].flatMap((checkpoint) => checkpoint.usage_records),
    longest: (kind) =>
      Math.max(0, ...[...saved.values()].filter((one) => one.kind === kind).map((one) => one.milliseconds)),
  };
}

function readValue<T>(checkpoint: Checkpoint, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(checkpoint.value);
  if (parsed.success) return parsed.data;
  throw permanentError(
    'checkpoint_invalid',
    `A saved step (${checkpoint.kind}) of this run does not fit this version of the workers. Send the document again under a new run_id.`,
  );
}

/** Output names may hold anything; a hash is safe in every key. */
const keySafe = (name: string) => createHash('sha256').update(name).digest('hex').slice(0, 40);
