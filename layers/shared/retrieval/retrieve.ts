import { textBudget } from '../chunking/text-budget.ts';
import type { StageContext } from '../stage.ts';
import { chunkHit, type Found } from './hits.ts';
import { loadIndex } from './loaded-index.ts';
import { type Passage, passagesOf, withinBudget } from './passages.ts';
import type { Query, RetrievalRequest } from './query.ts';
import { overFetched, reranked, rerankerOf } from './rerank.ts';
import { STRATEGIES } from './strategies/by-name.ts';

export type { Passage } from './passages.ts';
export type { RetrievalRequest } from './query.ts';

/**
 * Finds the passages of one document that a question is answered from: at most `topK` chunks (or parents of chunks),
 * as many as the model's window has room for, in document order, neighbours joined. Each says its chunks, pages,
 * score, rank and by what it was found. The same index and question give the same passages. What did not go as asked
 * for is said in `warnings`.
 * A reranker, where one is named, orders four times as many.
 * @throws `index_missing` (retryable), errors of the vector arm and of the adapters – of a reranker only that it is
 * configured wrongly.
 */
export async function retrieve(
  request: RetrievalRequest,
  ctx: Pick<StageContext, 'adapters' | 'objects' | 'signal' | 'log'>,
): Promise<{ passages: Passage[]; warnings: string[] }> {
  const { task, output, question, topK, strategy } = request;
  const index = await loadIndex(ctx.objects, task.organization_id, request.index);
  const query: Query = { request, question, topK, index, ctx };
  const { hits, warnings, ran = strategy } = await searchAndOrder(query);
  const llm = await ctx.adapters.llm(output.llm ?? task.tool_settings.llm);
  // The prompt as it will be sent: an answer that is put into it may be long.
  const asked = { ...output, promptx: question };
  const kept = withinBudget(index.set, hits, textBudget(llm, asked, task.tool_settings));
  if (kept.length < hits.length) {
    warnings.push(
      `Only ${kept.length} of ${hits.length} passages fit into the window of ${llm.contextWindow} tokens of "${llm.id}".`,
    );
  }
  return { passages: passagesOf(index.set, kept, ran), warnings };
}

/** The strategy's hits; where a reranker is named, more of them, and the best of these by what it says. */
async function searchAndOrder(query: Query): Promise<Found> {
  const reranker = await rerankerOf(query);
  if (!reranker) return search(query);
  const found = await search({ ...query, topK: overFetched(query.topK) });
  return reranked(query, found, reranker);
}

async function search(query: Query): Promise<Found> {
  const { index, request } = query;
  const places = index.set.chunks.map((_, place) => place);
  if (places.length <= 1) return { hits: places.map((place) => chunkHit(place, 1, 'whole')), warnings: [] };
  const found = await STRATEGIES[request.strategy](query);
  if (found.hits.length > 0) return { ...found, warnings: [...found.warnings] };
  const first = places.slice(0, request.topK).map((place) => chunkHit(place, 0, 'beginning'));
  const warning =
    'No passage has a word in common with the question; the beginning of the document was taken.';
  return { ...found, hits: first, warnings: [...found.warnings, warning] };
}
