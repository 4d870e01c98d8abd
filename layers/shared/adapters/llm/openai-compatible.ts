import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import * as z from 'zod';
import { languageModelSettings } from '../common-settings.ts';
import { type AdapterInstance, parseSettings } from '../configuration.ts';
import type { AdapterContext } from '../context.ts';
import { instanceSecrets } from '../instance-secrets.ts';
import { connectionOf, connectionSettings, presetOf } from '../openai/connection.ts';
import { callAiModel, schemaInstruction, systemMessage } from './ai-sdk-call.ts';
import { type CallModel, languageModel, modelSettings } from './language-model.ts';
import { isStrictSchema } from './strict-schema.ts';
import type { CompletionRequest, LanguageModel } from './types.ts';

const SHAPE = {
  settings: z.object({
    ...languageModelSettings,
    ...connectionSettings,
    /** The server keeps a JSON Schema (`response_format: json_schema`). */
    structured_outputs: z.boolean().default(true),
    /** The server can at least be held to JSON (`json_object`), where it keeps no schema. */
    json_mode: z.boolean().default(true),
    enable_reasoning: z.boolean().optional(),
    reasoning_effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh']).optional(),
  }),
  secrets: ['api_key'],
};
type Settings = z.output<typeof SHAPE.settings>;

/** A language model behind any server that speaks OpenAI's chat completions: OpenAI, Azure, Ollama, vLLM … */
export async function openAiCompatibleLlm(
  instance: AdapterInstance,
  context: AdapterContext,
): Promise<LanguageModel> {
  const settings = parseSettings(instance, SHAPE);
  const secrets = instanceSecrets(instance, context, presetOf(instance).keyRequired ? ['api_key'] : []);
  const model = await modelSettings(instance, settings);
  return languageModel(model, secrets, context, caller(instance, settings));
}

function caller(instance: AdapterInstance, settings: Settings): CallModel {
  const connect = connectionOf(instance, settings);
  return (request, secrets, signal) => {
    const provider = createOpenAICompatible({
      ...connect(secrets),
      supportsStructuredOutputs: settings.structured_outputs,
      transformRequestBody: (body) => adapted(body, instance, settings),
    });
    const { schema } = request;
    const asked = schema && (settings.structured_outputs || settings.json_mode);
    return callAiModel(provider.chatModel(settings.model), request, signal, {
      prompt: [
        ...systemMessage(request.system),
        { role: 'user', content: [{ type: 'text', text: userText(request, settings) }] },
      ],
      ...(asked && { responseFormat: { type: 'json', schema, name: 'answer' } }),
      providerOptions: {
        openaiCompatible: { ...reasoning(settings), strictJsonSchema: !!schema && isStrictSchema(schema) },
      },
    });
  };
}

/**
 * The stable prefix first, in one text with the prompt: servers cache by equal beginnings, and some chat templates
 * take neither a list of parts nor two user messages in a row.
 */
function userText({ prefix, prompt, schema }: CompletionRequest, settings: Settings): string {
  const text = prefix ? `${prefix}\n\n${prompt}` : prompt;
  return schema && !settings.structured_outputs ? text + schemaInstruction(schema) : text;
}

const reasoning = ({ enable_reasoning, reasoning_effort }: Settings) =>
  enable_reasoning === false || reasoning_effort === undefined ? {} : { reasoningEffort: reasoning_effort };

/** OpenAI's reasoning models, which take no sampling parameters. */
const REASONING_MODEL = /^(o\d|gpt-5)/;

function adapted(
  body: Record<string, unknown>,
  instance: AdapterInstance,
  { model }: Settings,
): Record<string, unknown> {
  const field = presetOf(instance).maxTokensField;
  if (!field) return body;
  const { max_tokens, temperature, ...rest } = body;
  return {
    ...rest,
    [field]: max_tokens,
    ...(temperature !== undefined && !REASONING_MODEL.test(model) && { temperature }),
  };
}
