import { estimateTokens } from '../../tokens/count-tokens.ts';

export type BatchLimits = {
  /** Texts a request may hold. */
  texts: number;
  /** Tokens a request may hold, all texts together. */
  tokens: number;
};

/** Cuts texts into requests in order, none over the limits; a text over them alone gets a request of its own. */
export function batches(texts: readonly string[], limits: BatchLimits): string[][] {
  const result: string[][] = [];
  let current: string[] = [];
  let tokens = 0;
  for (const text of texts) {
    const size = estimateTokens(text);
    if (current.length > 0 && (current.length >= limits.texts || tokens + size > limits.tokens)) {
      result.push(current);
      current = [];
      tokens = 0;
    }
    current.push(text);
    tokens += size;
  }
  if (current.length > 0) result.push(current);
  return result;
}
