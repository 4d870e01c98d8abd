import { permanentError } from '../../contract/errors.ts';
import { estimateTokens } from '../../tokens/count-tokens.ts';
import type { AdapterContext } from '../context.ts';
import type { InstanceSecrets } from '../instance-secrets.ts';
import { enterCall } from '../ledger-entry.ts';
import type { Callee } from '../provider-errors.ts';
import { timedCall } from '../timed-call.ts';
import { type BatchLimits, batches } from './batches.ts';
import { inParallel } from './in-parallel.ts';
import { normalise } from './normalise.ts';
import type { EmbeddingAdapter, EmbeddingPurpose } from './types.ts';

/** Vectors in the order of the texts; `tokens` is undefined when the server reported none. */
export type EmbeddingReply = { vectors: readonly (readonly number[])[]; tokens: number | undefined };

/** Makes exactly one HTTP call. */
export type CallEmbedding = (
  texts: string[],
  purpose: EmbeddingPurpose,
  secrets: Record<string, string>,
  signal: AbortSignal,
) => Promise<EmbeddingReply>;

export type EmbeddingModelSettings = {
  id: string;
  provider: string;
  model: string;
  dimensions: number;
  timeoutSeconds: number;
  concurrency: number;
  limits: BatchLimits;
};

/** An embedding around a provider's call: batches, bounded concurrency, checks, typed errors, ledger. */
export function embeddingModel(
  settings: EmbeddingModelSettings,
  secrets: InstanceSecrets,
  context: AdapterContext,
  call: CallEmbedding,
): EmbeddingAdapter {
  const { timeoutSeconds, concurrency, limits, ...identity } = settings;
  const callee: Callee = { prefix: 'embedding', ...identity };

  const embedBatch = async (texts: string[], purpose: EmbeddingPurpose, signal?: AbortSignal) => {
    const values = await secrets.all();
    const started = performance.now();
    const enter = (tokens: number, more: { estimated?: boolean; error?: unknown }) =>
      enterCall(context, callee, {
        tokens: { input: tokens, output: 0 },
        milliseconds: performance.now() - started,
        ...more,
      });
    const reply = await timedCall(callee, timeoutSeconds, signal, (either) =>
      call(texts, purpose, values, either),
    ).catch(async (error) => {
      await enter(0, { error });
      throw secrets.refused(error);
    });
    const estimate = () => texts.reduce((sum, text) => sum + estimateTokens(text), 0);
    await enter(reply.tokens ?? estimate(), { estimated: reply.tokens === undefined });
    return checked(reply.vectors, texts.length, settings);
  };

  return {
    ...identity,
    semantic: true,
    textsPerCall: limits.texts,
    async embed(texts, signal, purpose = 'document', answered) {
      let next = 0;
      const work = batches(texts, limits).map((batch) => {
        const from = next;
        next += batch.length;
        return { batch, from };
      });
      const vectors = await inParallel(work, concurrency, signal, async ({ batch, from }) => {
        const reply = await embedBatch(batch, purpose, signal);
        answered?.(from, reply);
        return reply;
      });
      return vectors.flat();
    },
  };
}

function checked(
  vectors: EmbeddingReply['vectors'],
  count: number,
  { id, model, dimensions }: EmbeddingModelSettings,
): Float32Array[] {
  if (vectors.length !== count) {
    throw permanentError(
      'embedding_invalid_reply',
      `Adapter "${id}" (${model}) sent ${vectors.length} vectors for ${count} texts.`,
    );
  }
  return vectors.map((vector) => {
    if (vector.length !== dimensions) {
      throw permanentError(
        'embedding_dimensions_mismatch',
        `Adapter "${id}" (${model}) sends vectors of ${vector.length} dimensions, not ${dimensions}; ` +
          'set settings.dimensions to what the model sends.',
      );
    }
    const unit = normalise(vector);
    if (unit) return unit;
    throw permanentError(
      'embedding_invalid_reply',
      `Adapter "${id}" (${model}) sent a vector without a direction.`,
    );
  });
}
