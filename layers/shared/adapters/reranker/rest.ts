import * as z from 'zod';
import { commonSettings } from '../common-settings.ts';
import { type AdapterInstance, parseSettings, wrongConfiguration } from '../configuration.ts';
import type { AdapterContext } from '../context.ts';
import { httpFetch } from '../http-fetch.ts';
import { instanceSecrets } from '../instance-secrets.ts';
import { type CallReranker, type RerankRequest, rerankerModel } from './reranker-model.ts';
import type { RerankerAdapter } from './types.ts';

const SHAPE = {
  settings: z.object({
    ...commonSettings,
    timeout: commonSettings.timeout.default(60),
    /** The address before `/rerank`. */
    api_base: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }).optional(),
  }),
  secrets: ['api_key'],
};
type Settings = z.output<typeof SHAPE.settings>;

/** What differs between servers that have a `/rerank` as Cohere's. */
type Preset = {
  api?: string;
  keyRequired: boolean;
  /** What the number of wanted documents is called. */
  most: 'top_n' | 'top_k';
  /** The documents are not wanted back. */
  more?: Record<string, unknown>;
};

const PRESETS: Readonly<Record<string, Preset>> = {
  cohere: { api: 'https://api.cohere.com/v2', keyRequired: true, most: 'top_n' },
  jina: {
    api: 'https://api.jina.ai/v1',
    keyRequired: true,
    most: 'top_n',
    more: { return_documents: false },
  },
  voyage: {
    api: 'https://api.voyageai.com/v1',
    keyRequired: true,
    most: 'top_k',
    more: { return_documents: false },
  },
  vllm: { api: 'http://localhost:8000/v1', keyRequired: false, most: 'top_n' },
  coherecompatible: { keyRequired: false, most: 'top_n' },
};

/** A reranker behind any server that speaks Cohere's, Jina's or Voyage's `/rerank`. */
export async function restReranker(
  instance: AdapterInstance,
  context: AdapterContext,
): Promise<RerankerAdapter> {
  const settings = parseSettings(instance, SHAPE);
  const preset = PRESETS[instance.provider];
  const api = settings.api_base ?? preset?.api;
  if (!preset || !api) {
    throw wrongConfiguration(
      `Adapter "${instance.id}": settings.api_base is missing; it is the server's address before /rerank, e.g. http://localhost:8080/v1.`,
    );
  }
  const secrets = instanceSecrets(instance, context, preset.keyRequired ? ['api_key'] : []);
  const identity = {
    id: instance.id,
    provider: instance.provider,
    model: settings.model,
    timeoutSeconds: settings.timeout,
  };
  const url = `${api.replace(/\/+$/, '')}/rerank`;
  return rerankerModel(identity, secrets, context, caller(url, settings, preset));
}

/** Cohere and Jina call the list `results`, Voyage `data`; some servers write `score`. */
const Item = z
  .object({ index: z.int().min(0), relevance_score: z.number().optional(), score: z.number().optional() })
  .transform(({ index, relevance_score, score }) => ({
    index,
    score: relevance_score ?? score ?? Number.NaN,
  }));
const Reply = z
  .object({
    results: z.array(Item).optional(),
    data: z.array(Item).optional(),
    usage: z.object({ total_tokens: z.number().optional() }).nullish(),
    meta: z.object({ tokens: z.object({ input_tokens: z.number().optional() }).nullish() }).nullish(),
  })
  .refine(({ results, data }) => results !== undefined || data !== undefined);

function caller(url: string, settings: Settings, preset: Preset): CallReranker {
  return async (request, secrets, signal) => {
    const response = await httpFetch(url, {
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        ...(secrets.api_key && { authorization: `Bearer ${secrets.api_key}` }),
      },
      body: JSON.stringify(bodyOf(request, settings, preset)),
      signal,
    });
    const text = await readBounded(response);
    if (!response.ok) throw refusal(response, text);
    const reply = Reply.safeParse(parsedJson(text));
    if (!reply.success) throw refusal(response, text);
    const { results, data, usage, meta } = reply.data;
    return {
      ranked: results ?? data ?? [],
      tokens: usage?.total_tokens ?? meta?.tokens?.input_tokens,
    };
  };
}

const bodyOf = ({ query, documents, most }: RerankRequest, { model }: Settings, preset: Preset) => ({
  model,
  query,
  documents,
  [preset.most]: most,
  ...preset.more,
});

/** Bytes of a reply that are read at most; a hundred scores are a few kilobytes, with the documents some megabytes. */
const MOST_REPLY_BYTES = 16 * 1024 * 1024;

async function readBounded(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > MOST_REPLY_BYTES) throw refusal(response, '');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** In the form that provider errors are read from; a success status means a reply that was not understood. */
const refusal = (response: Response, text: string) =>
  Object.assign(new Error('The reranker refused the request, or its reply was not understood.'), {
    statusCode: response.status,
    responseHeaders: Object.fromEntries(response.headers),
    responseBody: text,
  });

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
