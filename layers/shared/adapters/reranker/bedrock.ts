import { createAmazonBedrock } from '@ai-sdk/amazon-bedrock';
import * as z from 'zod';
import {
  BEDROCK_SECRETS,
  bedrockConnection,
  bedrockSecrets,
  bedrockSettings,
} from '../bedrock/connection.ts';
import { commonSettings } from '../common-settings.ts';
import { type AdapterInstance, parseSettings } from '../configuration.ts';
import type { AdapterContext } from '../context.ts';
import { rerankerModel } from './reranker-model.ts';
import type { RerankerAdapter } from './types.ts';

const SHAPE = {
  settings: z.object({
    ...commonSettings,
    timeout: commonSettings.timeout.default(60),
    ...bedrockSettings,
  }),
  secrets: BEDROCK_SECRETS,
};

/** A reranker on Amazon Bedrock: `amazon.rerank-v1:0` or `cohere.rerank-v3-5:0`, over its Rerank API. */
export async function bedrockReranker(
  instance: AdapterInstance,
  context: AdapterContext,
): Promise<RerankerAdapter> {
  const settings = parseSettings(instance, SHAPE);
  const connect = bedrockConnection(instance, settings);
  const secrets = bedrockSecrets(instance, context, settings);
  const identity = {
    id: instance.id,
    provider: instance.provider,
    model: settings.model,
    timeoutSeconds: settings.timeout,
  };
  return rerankerModel(identity, secrets, context, async ({ query, documents, most }, values, signal) => {
    const connection = await connect(values);
    const provider = createAmazonBedrock({ ...connection, baseURL: agentRuntime(connection.baseURL) });
    const { ranking } = await provider.rerankingModel(settings.model).doRerank({
      query,
      documents: { type: 'text', values: [...documents] },
      topN: most,
      abortSignal: signal,
    });
    const ranked = ranking.map(({ index, relevanceScore }) => ({ index, score: relevanceScore }));
    return { ranked, tokens: undefined };
  });
}

/** Rerank is an operation of another host than the models' own; an address that was configured stays. */
const agentRuntime = (baseUrl: string) => baseUrl.replace('//bedrock-runtime.', '//bedrock-agent-runtime.');
