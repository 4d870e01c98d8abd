import { createAmazonBedrock } from '@ai-sdk/amazon-bedrock';
import * as z from 'zod';
import {
  BEDROCK_SECRETS,
  bedrockConnection,
  bedrockSecrets,
  bedrockSettings,
} from '../bedrock/connection.ts';
import { languageModelSettings, wholeNumber } from '../common-settings.ts';
import { type AdapterInstance, parseSettings } from '../configuration.ts';
import type { AdapterContext } from '../context.ts';
import { callAiModel, schemaInstruction, systemMessage } from './ai-sdk-call.ts';
import { type CallModel, languageModel, modelSettings } from './language-model.ts';
import type { LanguageModel } from './types.ts';

const SHAPE = {
  settings: z.object({
    ...languageModelSettings,
    ...bedrockSettings,
    /** Marks the end of the stable prefix for Bedrock's cache; by default where the model is known to take it. */
    prompt_caching: z.boolean().optional(),
    /** `false` for models that cannot be made to call a tool: the JSON Schema is then asked for in words. */
    structured_outputs: z.boolean().default(true),
    enable_thinking: z.boolean().optional(),
    budget_tokens: wholeNumber(1024).optional(),
    guardrail_id: z.string().min(1).optional(),
    guardrail_version: z.string().min(1).optional(),
  }),
  secrets: BEDROCK_SECRETS,
};
type Settings = z.output<typeof SHAPE.settings>;

/** A language model on Amazon Bedrock, through its Converse API. */
export async function bedrockLlm(instance: AdapterInstance, context: AdapterContext): Promise<LanguageModel> {
  const settings = parseSettings(instance, SHAPE);
  const secrets = bedrockSecrets(instance, context, settings);
  const model = await modelSettings(instance, settings);
  return languageModel(model, secrets, context, caller(instance, settings));
}

function caller(instance: AdapterInstance, settings: Settings): CallModel {
  const connect = bedrockConnection(instance, settings);
  const caching = settings.prompt_caching ?? TAKES_CACHE_POINTS.test(settings.model);
  return async (request, secrets, signal) => {
    const model = createAmazonBedrock(await connect(secrets))(settings.model);
    const { schema, prefix = '' } = request;
    const asked = settings.structured_outputs ? schema : undefined;
    const cached = caching && prefix.length >= LEAST_CACHED_CHARACTERS;
    return callAiModel(model, request, signal, {
      // The provider joins both messages into one, with the cache point between them.
      prompt: [
        ...systemMessage(request.system),
        ...(prefix ? [userMessage(prefix, cached)] : []),
        userMessage(schema && !asked ? request.prompt + schemaInstruction(schema) : request.prompt, false),
      ],
      ...(asked && { responseFormat: { type: 'json', schema: asked, name: 'answer' } }),
      providerOptions: { bedrock: { ...thinking(settings), ...guardrail(settings) } },
    });
  };
}

/** Models whose Converse API takes cache points (Bedrock user guide, "Prompt caching"). */
const TAKES_CACHE_POINTS =
  /amazon\.nova-|anthropic\.claude-(3-7|3-5-(haiku|sonnet-20241022-v2)|(opus|sonnet|haiku|fable)-\d)/;

/** Shorter prefixes are below the 1,024 tokens from which on Bedrock caches at all. */
const LEAST_CACHED_CHARACTERS = 4096;

const userMessage = (text: string, cached: boolean) => ({
  role: 'user' as const,
  content: [{ type: 'text' as const, text }],
  ...(cached && { providerOptions: { bedrock: { cachePoint: { type: 'default' } } } }),
});

const thinking = ({ enable_thinking, budget_tokens = 1024 }: Settings) =>
  enable_thinking ? { reasoningConfig: { type: 'enabled', budgetTokens: budget_tokens } } : {};

const guardrail = ({ guardrail_id, guardrail_version = 'DRAFT' }: Settings) =>
  guardrail_id
    ? { guardrailConfig: { guardrailIdentifier: guardrail_id, guardrailVersion: guardrail_version } }
    : {};
