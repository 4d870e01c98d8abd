import * as z from 'zod';

/** One paid (or attempted) model call, spelled as upstream bills it (UPSTREAM §1.4). */
export const UsageRecord = z.looseObject({
  usage_type: z.enum(['llm', 'embedding', 'reranker']),
  model_name: z.string(),
  provider: z.string(),
  adapter_instance_id: z.string(),
  run_id: z.string(),
  execution_id: z.string().optional(),
  /** Why a language model was called; absent for embeddings and rerankers. */
  llm_usage_reason: z
    .enum(['extraction', 'challenge', 'summarize', 'lookup', 'retrieval', 'evaluation'])
    .optional(),
  prompt_tokens: z.int(),
  completion_tokens: z.int(),
  total_tokens: z.int(),
  embedding_tokens: z.int(),
  /** Prompt tokens that the provider served from its cache; part of `prompt_tokens`. */
  cached_tokens: z.int().optional(),
  /** null when the model's price is not known. */
  cost_in_dollars: z.number().nullable(),
  status: z.enum(['SUCCESS', 'ERROR', 'SKIPPED']),
  execution_time_ms: z.number(),
  error_message: z.string().optional(),
  /** Which prompt (output name) the call was made for. */
  prompt_name: z.string().optional(),
  /** Which try of the worker made the call, 1 for the first. */
  attempt: z.int().optional(),
});
export type UsageRecord = z.infer<typeof UsageRecord>;
