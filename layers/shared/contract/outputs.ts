import * as z from 'zod';
import { flag, ids, optional, optionalExactText, optionalNumber } from './lenient.ts';
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

/**
 * A type as it is sent: upstream's interface writes `Text`. Types that this version does not know pass, since upstream
 * answers them as text; `outputType` and `unknownType` say what becomes of one.
 */
const SentType = z
  .string()
  .max(64)
  .meta({ examples: [...OUTPUT_TYPES] })
  .nullable()
  .transform((type) => type?.trim().toLowerCase() || undefined)
  .optional();

/** Which evaluation metrics a prompt asks for; every metric is on unless switched off. */
export const EvalSettings = z.looseObject({
  evaluate: flag(),
  monitor_llm: ids(),
  exclude_failed: flag(),
  eval_quality_faithfulness: flag(),
  eval_quality_correctness: flag(),
  eval_quality_relevance: flag(),
  eval_security_pii: flag(),
  eval_guidance_toxicity: flag(),
  eval_guidance_completeness: flag(),
});
export type EvalSettings = z.infer<typeof EvalSettings>;

/** One prompt: a field of the result, the question that fills it, and how. */
export const Output = z.looseObject({
  ...promptDefaults,
  name: z
    .string()
    .min(1)
    .max(256)
    .refine((name) => name !== '__proto__', 'cannot be a field of a JSON object in every language'),
  prompt: optionalExactText(),
  promptx: optionalExactText(),
  active: flag(),
  sequence_number: optionalNumber(),
  required: z
    .union([z.boolean(), z.enum(['all', 'any', ''])])
    .nullable()
    .optional(),
  type: SentType,
  enforce_type: SentType,
  section: optional(z.string()),
  reindex: flag(),
  variable_map: optional(z.record(z.string(), z.unknown())),
  eval_settings: optional(EvalSettings),
  table_settings: z.looseObject({}).nullable().optional(),
  enable_postprocessing_webhook: flag(),
  postprocessing_webhook_url: z.string().nullable().optional(),
  reference_answer: z.unknown().optional(),
});
export type Output = z.infer<typeof Output>;

type Typed = Pick<Output, 'type' | 'enforce_type'>;

/** The type that an output is answered as; one that is not known is text, as upstream has it. */
export function outputType(output: Typed): OutputType {
  return OutputType.safeParse(output.enforce_type ?? output.type).data ?? 'text';
}

/** The type that an output asks for and nobody knows. */
export function unknownType(output: Typed): string | undefined {
  const asked = output.enforce_type ?? output.type;
  return asked === undefined || OutputType.safeParse(asked).success ? undefined : asked;
}
