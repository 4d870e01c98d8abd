import * as z from 'zod';
import { StageName } from './identifiers.ts';

/** `run.json`, written by the first worker that takes the run up: what will happen to it. */
export const RunManifest = z.looseObject({
  run_id: z.string(),
  organization_id: z.string(),
  file_name: z.string(),
  /** All stages of this run in order; the last one's result ends it. */
  pipeline: z.array(StageName).min(1),
  started_at: z.iso.datetime(),
  /** E.g. unknown fields in the message. */
  warnings: z.array(z.string()),
});
export type RunManifest = z.infer<typeof RunManifest>;

/** `<stage>/progress.json`: how far a stage is, for people who wait. */
export const Progress = z.object({
  stage: StageName,
  done: z.number(),
  total: z.number(),
  /** What is counted: `pages`, `chunks`, `answers`. */
  unit: z.string(),
  updated_at: z.iso.datetime(),
});
export type Progress = z.infer<typeof Progress>;
