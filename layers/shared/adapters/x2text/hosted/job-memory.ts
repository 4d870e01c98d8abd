import * as z from 'zod';
import type { X2TextCheckpoints } from '../types.ts';

const JOB = 'x2text-job';
const RESULT = 'x2text-result';

/** `startedAt`: milliseconds since 1970. `again`: an earlier job for the same document was lost. */
const KeptJob = z.object({
  fingerprint: z.string(),
  id: z.string().min(1),
  startedAt: z.number(),
  again: z.boolean(),
});
export type Job = Omit<z.infer<typeof KeptJob>, 'fingerprint'>;

const KeptResult = z.object({ fingerprint: z.string(), result: z.unknown() });

/** What is kept of a paid job between tries and invocations. Values that fit another document or settings are ignored. */
export type JobMemory<R> = {
  job(): Promise<Job | undefined>;
  keepJob(job: Job): Promise<void>;
  forgetJob(): Promise<void>;
  result(): Promise<R | undefined>;
  keepResult(result: R): Promise<void>;
};

export function jobMemory<R>(
  fingerprint: string,
  schema: z.ZodType<R>,
  checkpoints: X2TextCheckpoints | undefined,
): JobMemory<R> {
  return {
    async job() {
      const kept = KeptJob.safeParse(await checkpoints?.read(JOB));
      return kept.success && kept.data.fingerprint === fingerprint ? kept.data : undefined;
    },
    keepJob: async ({ id, startedAt, again }) =>
      checkpoints?.write(JOB, { fingerprint, id, startedAt, again }),
    forgetJob: async () => checkpoints?.write(JOB, null),
    async result() {
      const kept = KeptResult.safeParse(await checkpoints?.read(RESULT));
      if (!kept.success || kept.data.fingerprint !== fingerprint) return undefined;
      const result = schema.safeParse(kept.data.result);
      return result.success ? result.data : undefined;
    },
    keepResult: async (result) => checkpoints?.write(RESULT, { fingerprint, result }),
  };
}
