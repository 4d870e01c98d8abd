import type { UsageRecord } from '../contract/usage.ts';
import type { StageMetrics } from './metrics.ts';

/** Adds one call's tokens, cost and failure to the worker's metrics. */
export function addUsage(metrics: StageMetrics, usage: UsageRecord): void {
  if (usage.prompt_tokens > 0) metrics.add('PromptTokens', usage.prompt_tokens);
  if (usage.cached_tokens) metrics.add('CachedTokens', usage.cached_tokens);
  if (usage.completion_tokens > 0) metrics.add('CompletionTokens', usage.completion_tokens);
  if (usage.embedding_tokens > 0) metrics.add('EmbeddingTokens', usage.embedding_tokens);
  if (usage.cost_in_dollars) metrics.add('ModelCost', usage.cost_in_dollars);
  if (usage.status === 'ERROR') metrics.add('ModelCallErrors', 1);
}
