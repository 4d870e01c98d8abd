import { lookUp } from './price-providers.ts';

/** Tokens of one call. `input` counts all prompt tokens, cached and cache-written ones too. */
export type CallTokens = { input: number; output: number; cached?: number; cacheWritten?: number };

/** US dollars one call cost; null when the price of the model is not known, never a guess. */
export async function priceOf(provider: string, model: string, tokens: CallTokens): Promise<number | null> {
  try {
    const found = await lookUp(provider, model, {
      input_tokens: tokens.input,
      output_tokens: tokens.output,
      ...(tokens.cached && { cache_read_tokens: tokens.cached }),
      ...(tokens.cacheWritten && { cache_write_tokens: tokens.cacheWritten }),
    });
    return found?.total_price ?? null;
  } catch {
    // The list refuses usage it has no unit for; the call is done and must not fail for its bill.
    return null;
  }
}
