import { isTaskError } from '../contract/errors.ts';
import type { UsageRecord } from '../contract/usage.ts';
import { type CallTokens, priceOf } from '../tokens/price.ts';
import type { AdapterContext } from './context.ts';
import type { Callee } from './provider-errors.ts';

/** What is known of a call when it ends. */
export type CallOutcome = {
  tokens: CallTokens;
  /** True when the server reported no usage and `tokens` is our estimate. */
  estimated?: boolean;
  milliseconds: number;
  error?: unknown;
};

/** Enters a call, successful or failed, in the run's ledger. */
export async function enterCall(
  context: AdapterContext,
  callee: Callee,
  outcome: CallOutcome,
  more: Pick<UsageRecord, 'llm_usage_reason' | 'prompt_name'> = {},
): Promise<void> {
  const { tokens, estimated, milliseconds, error } = outcome;
  const embedding = callee.prefix === 'embedding';
  const cost =
    error === undefined ? await priceOf(callee.provider, callee.model, tokens) : costOfFailure(error);
  context.ledger.record({
    usage_type: callee.prefix,
    model_name: callee.model,
    provider: callee.provider,
    adapter_instance_id: callee.id,
    run_id: context.run.run_id,
    ...(context.run.execution_id !== undefined && { execution_id: context.run.execution_id }),
    ...more,
    prompt_tokens: embedding ? 0 : tokens.input,
    completion_tokens: tokens.output,
    total_tokens: tokens.input + tokens.output,
    embedding_tokens: embedding ? tokens.input : 0,
    ...(tokens.cached !== undefined && { cached_tokens: tokens.cached }),
    ...(estimated && { tokens_estimated: true }),
    cost_in_dollars: cost,
    status: error === undefined ? 'SUCCESS' : 'ERROR',
    execution_time_ms: Math.round(milliseconds),
    ...(error !== undefined && {
      error_message: isTaskError(error) ? error.message : 'The call was aborted.',
    }),
    attempt: context.run.attempt,
  });
}

/** A refused call costs nothing; one that we gave up on may be billed all the same. */
const costOfFailure = (error: unknown) => (isTaskError(error) && !error.code.endsWith('_timeout') ? 0 : null);
