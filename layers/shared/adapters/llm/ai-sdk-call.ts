import type { OpenAICompatibleProvider } from '@ai-sdk/openai-compatible';
import type { CallTokens } from '../../tokens/price.ts';
import type { ModelReply } from './language-model.ts';
import type { CompletionRequest } from './types.ts';

/** The AI SDK's language model interface, which all its providers share. */
export type AiModel = ReturnType<OpenAICompatibleProvider['chatModel']>;
type AiOptions = Parameters<AiModel['doGenerate']>[0];
type AiResult = Awaited<ReturnType<AiModel['doGenerate']>>;

/**
 * One call of an AI SDK model. `doGenerate` and not `generateText`: it is the same request without the SDK's own
 * loop, retries and JSON parsing, which the queue and `parseJsonReply` do here, and without loading them.
 */
export async function callAiModel(
  model: AiModel,
  request: CompletionRequest & { maxTokens: number },
  signal: AbortSignal,
  options: Pick<AiOptions, 'prompt' | 'providerOptions' | 'responseFormat'>,
): Promise<ModelReply> {
  const result = await model.doGenerate({
    ...options,
    maxOutputTokens: request.maxTokens,
    ...(request.temperature !== undefined && { temperature: request.temperature }),
    abortSignal: signal,
  });
  return { text: textOf(result), finishReason: finishReason(result), tokens: tokensOf(result) };
}

export const systemMessage = (system: string | undefined): AiOptions['prompt'] =>
  system ? [{ role: 'system', content: system }] : [];

/** Asks for JSON of a schema in words, for servers that cannot be made to keep one. */
export const schemaInstruction = (schema: unknown): string =>
  `\n\nAnswer with one JSON value that fits this JSON Schema, and nothing else:\n${JSON.stringify(schema)}`;

/** The reply's text. Where JSON came through a forced tool, that is the tool's input; a text before it is chat. */
function textOf({ content, providerMetadata }: AiResult): string {
  const texts = content.flatMap((part) => (part.type === 'text' ? [part.text] : []));
  const fromTool = providerMetadata?.bedrock?.isJsonResponseFromTool === true;
  return fromTool ? (texts.at(-1) ?? '') : texts.join('');
}

function finishReason({ finishReason: { unified } }: AiResult): ModelReply['finishReason'] {
  return unified === 'stop' || unified === 'length' || unified === 'content-filter' ? unified : 'other';
}

function tokensOf({ usage: { inputTokens, outputTokens } }: AiResult): CallTokens | undefined {
  if (inputTokens.total === undefined && outputTokens.total === undefined) return undefined;
  return {
    input: inputTokens.total ?? 0,
    output: outputTokens.total ?? 0,
    ...(inputTokens.cacheRead !== undefined && { cached: inputTokens.cacheRead }),
    ...(inputTokens.cacheWrite && { cacheWritten: inputTokens.cacheWrite }),
  };
}
