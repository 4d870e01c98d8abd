import * as z from 'zod';
import { promptDefaults } from './tool-settings.ts';

/** Upstream's answer types (UPSTREAM §1.4). */
export const OUTPUT_TYPES = [
  'text',
  'number',
  'email',
  'date',
  'boolean',
  'json',
  'table',
  'record',
  'line-item',
  'agentic_table',
] as const;
export const OutputType = z.enum(OUTPUT_TYPES);
export type OutputType = z.infer<typeof OutputType>;

/** Which evaluation metrics a prompt asks for; every metric is on unless switched off. */
export const EvalSettings = z.looseObject({
  evaluate: z.boolean().optional(),
  monitor_llm: z.array(z.string()).optional(),
  exclude_failed: z.boolean().optional(),
  eval_quality_faithfulness: z.boolean().optional(),
  eval_quality_correctness: z.boolean().optional(),
  eval_quality_relevance: z.boolean().optional(),
  eval_security_pii: z.boolean().optional(),
  eval_guidance_toxicity: z.boolean().optional(),
  eval_guidance_completeness: z.boolean().optional(),
});
export type EvalSettings = z.infer<typeof EvalSettings>;

/** One prompt: a field of the result, the question that fills it, and how. */
export const Output = z.looseObject({
  ...promptDefaults,
  name: z.string().min(1).max(256),
  prompt: z.string().optional(),
  promptx: z.string().optional(),
  active: z.boolean().optional(),
  sequence_number: z.number().optional(),
  required: z
    .union([z.boolean(), z.enum(['all', 'any'])])
    .nullable()
    .optional(),
  type: OutputType.optional(),
  enforce_type: OutputType.optional(),
  section: z.string().optional(),
  reindex: z.boolean().optional(),
  variable_map: z.record(z.string(), z.unknown()).optional(),
  eval_settings: EvalSettings.optional(),
  table_settings: z.looseObject({}).nullable().optional(),
  enable_postprocessing_webhook: z.boolean().optional(),
  postprocessing_webhook_url: z.string().nullable().optional(),
  reference_answer: z.unknown().optional(),
});
export type Output = z.infer<typeof Output>;
