import { lookUp } from './price-providers.ts';

/** What a model is taken to hold when nothing is known of it: small enough for nearly all of them. */
export const FALLBACK_CONTEXT_WINDOW = 8192;

/**
 * Windows that the price list lacks, by the start of the model's name, from the vendors' documentation. Ollama's
 * server cuts at 4,096 tokens unless told otherwise, whatever the model could hold (UPSTREAM §8: 3,900).
 */
const WINDOWS: readonly [provider: RegExp, model: RegExp, tokens: number][] = [
  [/^ollama$/, /./, 4096],
  [/^mistral$/, /^(mistral-(large|medium|small)|ministral|codestral|devstral)/, 128_000],
  [/^gemini$/, /^(models\/)?gemini-/, 1_000_000],
  [/./, /(^|[./])gpt-oss/, 131_072],
  [/./, /(^|[./])(meta-)?llama-?3[.-]?[123]/i, 131_072],
  [/./, /(^|[./])command-(a|r)/, 128_000],
];

/**
 * Tokens of prompt and answer together that a model holds: the adapter's own `context_window` setting, else the
 * price list's, else a small table's, else 8,192.
 */
export async function contextWindow(provider: string, model: string, configured?: number): Promise<number> {
  if (configured !== undefined) return configured;
  const listed = await lookUp(provider, model, { input_tokens: 0, output_tokens: 0 }).catch(() => undefined);
  if (listed?.model.context_window) return listed.model.context_window;
  const known = WINDOWS.find(([providers, models]) => providers.test(provider) && models.test(model));
  return known?.[2] ?? FALLBACK_CONTEXT_WINDOW;
}
