import { createAmazonBedrock } from '@ai-sdk/amazon-bedrock';
import * as z from 'zod';
import {
  BEDROCK_SECRETS,
  bedrockConnection,
  bedrockSecrets,
  bedrockSettings,
} from '../bedrock/connection.ts';
import { embeddingSettings } from '../common-settings.ts';
import { type AdapterInstance, parseSettings, wrongConfiguration } from '../configuration.ts';
import type { AdapterContext } from '../context.ts';
import { dimensionsOf } from './dimensions.ts';
import { type CallEmbedding, embeddingModel } from './embedding-model.ts';
import type { EmbeddingAdapter, EmbeddingPurpose } from './types.ts';

const SHAPE = {
  settings: z.object({ ...embeddingSettings, ...bedrockSettings }),
  secrets: BEDROCK_SECRETS,
};
type Settings = z.output<typeof SHAPE.settings>;

/** Cohere takes 96 texts a call; Titan and Nova take one. */
const textsPerCall = (model: string) => (model.includes('cohere.embed-') ? 96 : 1);

/** An embedding on Amazon Bedrock: Titan, Cohere or Nova. */
export async function bedrockEmbedding(
  instance: AdapterInstance,
  context: AdapterContext,
): Promise<EmbeddingAdapter> {
  const settings = parseSettings(instance, SHAPE);
  const most = textsPerCall(settings.model);
  const identity = {
    id: instance.id,
    provider: instance.provider,
    model: settings.model,
    dimensions: sizeOf(instance, settings),
    timeoutSeconds: settings.timeout,
    concurrency: settings.max_concurrency,
    limits: { texts: Math.min(settings.embed_batch_size ?? most, most), tokens: 100_000 },
  };
  return embeddingModel(
    identity,
    bedrockSecrets(instance, context, settings),
    context,
    caller(instance, settings),
  );
}

function caller(instance: AdapterInstance, settings: Settings): CallEmbedding {
  const connect = bedrockConnection(instance, settings);
  return async (texts, purpose, secrets, signal) => {
    const model = createAmazonBedrock(await connect(secrets)).embeddingModel(settings.model);
    const { embeddings, usage } = await model.doEmbed({
      values: texts,
      abortSignal: signal,
      providerOptions: { bedrock: options(settings, purpose) },
    });
    const tokens = usage?.tokens;
    return { vectors: embeddings, tokens: Number.isFinite(tokens) ? tokens : undefined };
  };
}

/** Sizes that models with a choice offer (Bedrock user guide). */
const CHOICES: readonly [model: RegExp, dimensions: readonly number[]][] = [
  [/titan-embed-text-v2/, [256, 512, 1024]],
  [/nova-.*embed/, [256, 384, 1024, 3072]],
  [/cohere\.embed-v4/, [256, 512, 1024, 1536]],
];

const choicesOf = (model: string) => CHOICES.find(([pattern]) => pattern.test(model))?.[1];

function sizeOf(instance: AdapterInstance, { model, dimensions }: Settings): number {
  const size = dimensionsOf(instance, model, dimensions);
  const choices = choicesOf(model);
  if (!choices || choices.includes(size)) return size;
  throw wrongConfiguration(
    `Adapter "${instance.id}": settings.dimensions must be one of ${choices.join(', ')}.`,
  );
}

/** Each family has its own names for size and purpose. A text that is too long fails; it is never cut. */
function options({ model, dimensions }: Settings, purpose: EmbeddingPurpose) {
  const size = choicesOf(model) && dimensions;
  if (model.includes('cohere.embed-')) {
    const inputType = purpose === 'query' ? 'search_query' : 'search_document';
    return { inputType, truncate: 'NONE', ...(size && { outputDimension: size }) };
  }
  if (model.includes('nova-')) {
    const embeddingPurpose = purpose === 'query' ? 'TEXT_RETRIEVAL' : 'GENERIC_INDEX';
    return { embeddingPurpose, truncate: 'NONE', embeddingDimension: size ?? 3072 };
  }
  return model.includes('titan-embed-text-v2') ? { normalize: true, ...(size && { dimensions: size }) } : {};
}
