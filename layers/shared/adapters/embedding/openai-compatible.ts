import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import * as z from 'zod';
import { embeddingSettings } from '../common-settings.ts';
import { type AdapterInstance, parseSettings } from '../configuration.ts';
import type { AdapterContext } from '../context.ts';
import { instanceSecrets } from '../instance-secrets.ts';
import { connectionOf, connectionSettings, presetOf } from '../openai/connection.ts';
import { dimensionsOf } from './dimensions.ts';
import { type CallEmbedding, embeddingModel } from './embedding-model.ts';
import type { EmbeddingAdapter } from './types.ts';

const SHAPE = {
  settings: z.object({ ...embeddingSettings, ...connectionSettings }),
  secrets: ['api_key'],
};
type Settings = z.output<typeof SHAPE.settings>;

/** OpenAI's limits are 2,048 texts and 300,000 tokens a request; most compatible servers take as much or cut it. */
const LIMITS = { texts: 2048, tokens: 200_000 };

/** Servers of one's own answer sooner to smaller requests, and some refuse large ones. */
const SELF_HOSTED_TEXTS = 256;

/** An embedding behind any server that speaks OpenAI's `/embeddings`. */
export async function openAiCompatibleEmbedding(
  instance: AdapterInstance,
  context: AdapterContext,
): Promise<EmbeddingAdapter> {
  const settings = parseSettings(instance, SHAPE);
  const { keyRequired } = presetOf(instance);
  const usual = keyRequired ? LIMITS.texts : SELF_HOSTED_TEXTS;
  const identity = {
    id: instance.id,
    provider: instance.provider,
    model: settings.model,
    dimensions: dimensionsOf(instance, settings.model, settings.dimensions),
    timeoutSeconds: settings.timeout,
    concurrency: settings.max_concurrency,
    limits: { ...LIMITS, texts: Math.min(LIMITS.texts, settings.embed_batch_size ?? usual) },
  };
  const secrets = instanceSecrets(instance, context, keyRequired ? ['api_key'] : []);
  return embeddingModel(identity, secrets, context, caller(instance, settings));
}

/** Models that shorten their vectors on demand; others refuse the field or ignore it. */
const SHORTENS = /text-embedding-3|gemini-embedding|qwen3-embedding/i;

function caller(instance: AdapterInstance, settings: Settings): CallEmbedding {
  const connect = connectionOf(instance, settings);
  const shorten = settings.dimensions !== undefined && SHORTENS.test(settings.model);
  return async (texts, _purpose, secrets, signal) => {
    const provider = createOpenAICompatible(connect(secrets));
    const model = provider.embeddingModel(settings.model);
    const { embeddings, usage, response } = await model.doEmbed({
      values: texts,
      abortSignal: signal,
      ...(shorten && {
        providerOptions: { openaiCompatible: { dimensions: settings.dimensions as number } },
      }),
    });
    return { vectors: inOrder(embeddings, response?.body), tokens: usage?.tokens };
  };
}

/** The protocol numbers the vectors; not every server sends them in order. */
function inOrder(embeddings: number[][], body: unknown): number[][] {
  const data = (body as { data?: { index?: unknown }[] } | undefined)?.data;
  const places = data?.map((item) => item.index);
  const complete =
    places !== undefined &&
    places.length === embeddings.length &&
    new Set(places).size === places.length &&
    places.every((place) => Number.isInteger(place) && Number(place) >= 0 && Number(place) < places.length);
  if (!complete) return embeddings;
  const ordered: number[][] = [];
  for (const [i, place] of places.entries()) ordered[Number(place)] = embeddings[i] as number[];
  return ordered;
}
