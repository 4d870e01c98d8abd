import type * as z from 'zod';
import type { X2TextCheckpoints } from '../adapters/x2text/types.ts';

/** Milliseconds of work that a crash may cost. Documents that are read faster than this are kept nowhere. */
export const SAVE_EVERY_MS = 20_000;

/** Nothing is begun when less of the invocation is left than it may take, or than this part of it. */
const LEAST_PART = 0.2;

/** Milliseconds that must be left of the invocation for another piece of work that may take `milliseconds`. */
export const reserveFor = (milliseconds: number, checkpoints: X2TextCheckpoints): number =>
  Math.min(milliseconds, checkpoints.remainingMs() * LEAST_PART);

/** `settings`: what it was read with; what was read with other settings is read again. */
export type KeptBatch = { settings: string };

export const batchName = (name: string, number: number): string => `${name}-${number}`;

/** What earlier invocations of the same run have kept as `name-0`, `name-1` …, as far as it was read alike. */
export async function readBatches<Batch extends KeptBatch>(
  checkpoints: X2TextCheckpoints,
  name: string,
  schema: z.ZodType<Batch>,
  settings: string,
): Promise<Batch[]> {
  const batches: Batch[] = [];
  for (;;) {
    const batch = schema.safeParse(await checkpoints.read(batchName(name, batches.length)));
    if (!batch.success || batch.data.settings !== settings) return batches;
    batches.push(batch.data);
  }
}
