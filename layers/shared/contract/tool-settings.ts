import * as z from 'zod';
import { choice, count, flag, optional, optionalText } from './lenient.ts';

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

/** Words that mean the same in this project: one note line a word is added to the prompt. */
export const Grammar = z.array(
  z.looseObject({
    word: z.string(),
    synonyms: z
      .array(z.string())
      .nullish()
      .transform((given) => given ?? []),
  }),
);

/**
 * Settings that a tool gives to all of its prompts, and that a single prompt may override.
 * Adapter fields hold adapter instance ids, resolved by the adapter registry.
 */
export const promptDefaults = {
  llm: optionalText(),
  embedding: optionalText(),
  'vector-db': optionalText(),
  x2text_adapter: optionalText(),
  'chunk-size': count(0),
  'chunk-overlap': count(0),
  'retrieval-strategy': choice(RETRIEVAL_STRATEGIES),
  'similarity-top-k': count(1),
  /** Orders what retrieval found by how well it answers; none unless named. */
  reranker: optionalText(),
  preamble: optional(z.string()),
  postamble: optional(z.string()),
  grammar: optional(Grammar),
};

export const ToolSettings = z.looseObject({
  ...promptDefaults,
  platform_postamble: optional(z.string()),
  word_confidence_postamble: optional(z.string()),
  enable_highlight: flag(),
  enable_word_confidence: flag(),
  summarize_as_source: flag(),
  summarize_prompt: optional(z.string()),
  prompt_keys: optional(z.array(z.string())),
  enable_challenge: flag(),
  challenge_llm: optionalText(),
  enable_single_pass_extraction: flag(),
  single_pass_extraction_mode: flag(),
  enable_smart_chunking: flag(),
});
export type ToolSettings = z.infer<typeof ToolSettings>;
