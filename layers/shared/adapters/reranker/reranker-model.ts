import { permanentError } from '../../contract/errors.ts';
import { estimateTokens } from '../../tokens/count-tokens.ts';
import type { AdapterContext } from '../context.ts';
import type { InstanceSecrets } from '../instance-secrets.ts';
import { enterCall } from '../ledger-entry.ts';
import type { Callee } from '../provider-errors.ts';
import { timedCall } from '../timed-call.ts';
import type { RankedDocument, RerankerAdapter } from './types.ts';

/** `tokens` is undefined when the server reported none. */
export type RerankReply = { ranked: readonly RankedDocument[]; tokens: number | undefined };

export type RerankRequest = { query: string; documents: readonly string[]; most: number };

/** Makes exactly one HTTP call. */
export type CallReranker = (
  request: RerankRequest,
  secrets: Record<string, string>,
  signal: AbortSignal,
) => Promise<RerankReply>;

/** A reranker around a provider's call: time-out, checks, typed errors, ledger. */
export function rerankerModel(
  settings: { id: string; provider: string; model: string; timeoutSeconds: number },
  secrets: InstanceSecrets,
  context: AdapterContext,
  call: CallReranker,
): RerankerAdapter {
  const { timeoutSeconds, ...identity } = settings;
  const callee: Callee = { prefix: 'reranker', ...identity };
  return {
    ...identity,
    async rerank(query, documents, { most, promptName, signal }) {
      if (documents.length === 0) return [];
      const request = { query, documents, most: Math.min(most, documents.length) };
      const values = await secrets.all();
      const started = performance.now();
      const enter = (input: number, more: { estimated?: boolean; error?: unknown }) =>
        enterCall(
          context,
          callee,
          { tokens: { input, output: 0 }, milliseconds: performance.now() - started, ...more },
          promptName === undefined ? {} : { prompt_name: promptName },
        );
      const reply = await timedCall(callee, timeoutSeconds, signal, (either) =>
        call(request, values, either),
      ).catch(async (error) => {
        await enter(0, { error });
        throw secrets.refused(error);
      });
      await enter(reply.tokens ?? estimated(request), { estimated: reply.tokens === undefined });
      return checked(reply.ranked, request, identity);
    },
  };
}

/** Rerankers read the query beside each document. */
const estimated = ({ query, documents }: RerankRequest) =>
  documents.reduce((sum, document) => sum + estimateTokens(document), 0) +
  documents.length * estimateTokens(query);

function checked(
  ranked: RerankReply['ranked'],
  { documents, most }: RerankRequest,
  { id, model }: { id: string; model: string },
): RankedDocument[] {
  const places = new Set(ranked.map(({ index }) => index));
  const sound = ranked.every(({ index, score }) => index < documents.length && Number.isFinite(score));
  if (!sound || places.size < ranked.length) {
    throw permanentError(
      'reranker_invalid_reply',
      `Adapter "${id}" (${model}) ranked documents that it was not given, or one twice.`,
    );
  }
  return ranked.toSorted((a, b) => b.score - a.score || a.index - b.index).slice(0, most);
}
