import * as z from 'zod';

/** Upstream's retrieval strategies (UPSTREAM §4), plus `hybrid`, which is what runs when none is named. */
export const RETRIEVAL_STRATEGIES = [
  'simple',
  'fusion',
  'subquestion',
  'recursive',
  'router',
  'keyword_table',
  'automerging',
  'hybrid',
] as const;
export const RetrievalStrategy = z.enum(RETRIEVAL_STRATEGIES);
export type RetrievalStrategy = z.infer<typeof RetrievalStrategy>;

/** Backends send numbers as numbers or as digits in a string (form fields); both mean the same. */
const count = (minimum: number) =>
  z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).pipe(z.int().min(minimum));

/** Words that mean the same in this project: one note line a word is added to the prompt. */
export const Grammar = z.array(z.looseObject({ word: z.string(), synonyms: z.array(z.string()) }));

/**
 * Settings that a tool gives to all of its prompts, and that a single prompt may override.
 * Adapter fields hold adapter instance ids, resolved by the adapter registry.
 */
export const promptDefaults = {
  llm: z.string().optional(),
  embedding: z.string().optional(),
  'vector-db': z.string().optional(),
  x2text_adapter: z.string().optional(),
  'chunk-size': count(0).optional(),
  'chunk-overlap': count(0).optional(),
  'retrieval-strategy': RetrievalStrategy.optional(),
  'similarity-top-k': count(1).optional(),
  preamble: z.string().optional(),
  postamble: z.string().optional(),
  grammar: Grammar.optional(),
};

export const ToolSettings = z.looseObject({
  ...promptDefaults,
  platform_postamble: z.string().optional(),
  word_confidence_postamble: z.string().optional(),
  enable_highlight: z.boolean().optional(),
  enable_word_confidence: z.boolean().optional(),
  summarize_as_source: z.boolean().optional(),
  summarize_prompt: z.string().optional(),
  prompt_keys: z.array(z.string()).optional(),
  enable_challenge: z.boolean().optional(),
  challenge_llm: z.string().optional(),
  enable_single_pass_extraction: z.boolean().optional(),
  single_pass_extraction_mode: z.boolean().optional(),
  enable_smart_chunking: z.boolean().optional(),
});
export type ToolSettings = z.infer<typeof ToolSettings>;
