import { contextWindow } from '../../tokens/context-window.ts';
import { estimateTokens } from '../../tokens/count-tokens.ts';
import type { CallTokens } from '../../tokens/price.ts';
import type { AdapterInstance } from '../configuration.ts';
import type { AdapterContext } from '../context.ts';
import type { InstanceSecrets } from '../instance-secrets.ts';
import { enterCall } from '../ledger-entry.ts';
import type { Callee } from '../provider-errors.ts';
import { timedCall } from '../timed-call.ts';
import { parseJsonReply } from './parse-json.ts';
import type { Completion, CompletionRequest, LanguageModel } from './types.ts';

/** What one call to a provider brings back, before its JSON is parsed. */
export type ModelReply = {
  text: string;
  finishReason: Completion['finishReason'];
  /** undefined when the server reported none. */
  tokens: CallTokens | undefined;
};

export type ModelSettings = {
  id: string;
  provider: string;
  model: string;
  contextWindow: number;
  maxOutputTokens: number;
  timeoutSeconds: number;
};

/** What every provider's settings say of a model; half of its window at most is kept for the answer. */
export async function modelSettings(
  { id, provider }: Pick<AdapterInstance, 'id' | 'provider'>,
  settings: { model: string; context_window?: number | undefined; max_tokens: number; timeout: number },
): Promise<ModelSettings> {
  const window = await contextWindow(provider, settings.model, settings.context_window);
  return {
    id,
    provider,
    model: settings.model,
    contextWindow: window,
    maxOutputTokens: Math.min(settings.max_tokens, Math.floor(window / 2)),
    timeoutSeconds: settings.timeout,
  };
}

/** Makes exactly one HTTP call. */
export type CallModel = (
  request: CompletionRequest & { maxTokens: number },
  secrets: Record<string, string>,
  signal: AbortSignal,
) => Promise<ModelReply>;

/** A language model around a provider's call: time-out, abort, typed errors, JSON, ledger. */
export function languageModel(
  settings: ModelSettings,
  secrets: InstanceSecrets,
  context: AdapterContext,
  call: CallModel,
): LanguageModel {
  const { timeoutSeconds, ...identity } = settings;
  const callee: Callee = { prefix: 'llm', ...identity };
  return {
    kind: 'model',
    ...identity,
    async complete(request) {
      request.signal?.throwIfAborted();
      const values = await secrets.all();
      const sized = { ...request, maxTokens: answerRoom(settings, request) };
      const started = performance.now();
      const enter = (tokens: CallTokens, more: { estimated?: boolean; error?: unknown } = {}) =>
        enterCall(
          context,
          callee,
          { tokens, ...more, milliseconds: performance.now() - started },
          ledgerFields(request),
        );
      const reply = await timedCall(callee, timeoutSeconds, request.signal, (signal) =>
        call(sized, values, signal),
      ).catch(async (error) => {
        await enter({ input: 0, output: 0 }, { error });
        throw secrets.refused(error);
      });
      await enter(reply.tokens ?? estimate(request, reply), { estimated: !reply.tokens });
      return completion(request, reply, settings.model);
    },
  };
}

/** Our estimate of the prompt may be off by this share. */
const ESTIMATE_RESERVE = 1.15;
/** A window may be larger than we know, so an answer always gets some room. */
const LEAST_ANSWER_TOKENS = 512;

/**
 * Tokens the answer may have: what was asked for, but not more than the prompt leaves of the window. Servers refuse a
 * prompt that would fit because of an answer that nobody expects to be so long.
 */
function answerRoom({ contextWindow, maxOutputTokens }: ModelSettings, request: CompletionRequest): number {
  const wanted = request.maxTokens ?? maxOutputTokens;
  const left = Math.floor(contextWindow - estimateInput(request) * ESTIMATE_RESERVE);
  return Math.min(wanted, Math.max(LEAST_ANSWER_TOKENS, left));
}

const ledgerFields = ({ reason, promptName }: CompletionRequest) => ({
  llm_usage_reason: reason,
  ...(promptName !== undefined && { prompt_name: promptName }),
});

function estimate(request: CompletionRequest, reply: ModelReply): CallTokens {
  return { input: estimateInput(request), output: estimateTokens(reply.text) };
}

const estimateInput = ({ system = '', prefix = '', prompt }: CompletionRequest): number =>
  estimateTokens(system) + estimateTokens(prefix) + estimateTokens(prompt);

function completion(request: CompletionRequest, reply: ModelReply, model: string): Completion {
  const text = reply.text.replace(THINKING, '');
  const json = request.schema ? parseJsonReply(text) : undefined;
  return {
    text,
    ...(json && { object: json.value, repaired: json.repaired }),
    finishReason: reply.finishReason,
    model,
  };
}

/** Some servers leave a reasoning model's thoughts in front of its answer. */
const THINKING = /^\s*<think>[\s\S]*?<\/think>\s*/;
