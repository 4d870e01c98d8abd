import * as z from 'zod';

/** Whole numbers; forms send them as digits in a string. */
export const wholeNumber = (minimum: number) =>
  z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).pipe(z.int().min(minimum));

/**
 * Upstream's settings that every model adapter has. `max_retries` is taken and has no use here: one call is one
 * HTTP request, and the queue owns the retries (docs/adapters.md says so).
 */
export const commonSettings = {
  model: z.string().min(1),
  /** Seconds one call may take. */
  timeout: z
    .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
    .pipe(z.number().positive().max(3600)),
  max_retries: wholeNumber(0).optional(),
};

/** What a language model's settings have besides. */
export const languageModelSettings = {
  ...commonSettings,
  timeout: commonSettings.timeout.default(900),
  /** Tokens an answer may have. */
  max_tokens: wholeNumber(1).default(4096),
  /** Tokens of prompt and answer together; looked up when absent. */
  context_window: wholeNumber(256).optional(),
};

/** What an embedding's settings have besides. */
export const embeddingSettings = {
  ...commonSettings,
  timeout: commonSettings.timeout.default(240),
  /** Checked against every vector; needed when the model is not a well-known one. */
  dimensions: wholeNumber(1).optional(),
  /** Texts a request may hold, where the server takes fewer than its protocol allows. */
  embed_batch_size: wholeNumber(1).optional(),
  /** Requests at the same time. */
  max_concurrency: wholeNumber(1).default(4),
};
