import type { RankedDocument, RerankerAdapter } from '../adapters/reranker/types.ts';
import { pause } from '../adapters/vector-db/pause.ts';
import { isTaskError } from '../contract/errors.ts';
import { type Found, type Hit, origins } from './hits.ts';
import { rangeOf } from './passages.ts';
import type { Query } from './query.ts';

/** How many more pieces than wanted are found for a reranker to choose from, and how many it reads at most. */
const OVER_FETCH = 4;
const MOST_READ = 100;

/** Seconds before a failed call is made again, one after the other. */
const RETRY_PAUSES = [0.5, 2];
/** A service that wants to be left alone for longer is not waited for. */
const LONGEST_PAUSE = 5;

/** The reranker that the output names; none unless it does. */
export async function rerankerOf({ request, ctx }: Query): Promise<RerankerAdapter | undefined> {
  const id = request.output.reranker ?? request.task.tool_settings.reranker;
  return id === undefined ? undefined : ctx.adapters.reranker(id);
}

/** How many pieces to find for a reranker to choose `topK` from. */
export const overFetched = (topK: number) => Math.max(topK, Math.min(MOST_READ, OVER_FETCH * topK));

/**
 * Orders hits by what a reranker says of their texts, and keeps the best `topK`; their scores are the reranker's. What
 * it says nothing of stands behind, as it was. When it cannot be reached even after two more tries, or refuses the
 * request, the order stays what it was and a warning says why: an answer from good passages is worth more than none.
 * @throws the signal's reason, and what is wrong with the configuration or its secrets.
 */
export async function reranked(query: Query, found: Found, reranker: RerankerAdapter): Promise<Found> {
  const { topK } = query.request;
  if (found.hits.length <= 1) return found;
  const texts = found.hits.map((hit) => textFor(query, hit));
  try {
    const ranked = await callPatiently(query, reranker, texts);
    const best = ranked.flatMap(({ index, score }): Hit[] => {
      const hit = found.hits[index];
      return hit ? [{ ...hit, score, ...origins([hit, { ...hit, arms: ['reranker'] }]) }] : [];
    });
    const named = new Set(ranked.map(({ index }) => index));
    // Scores of different kinds cannot be compared: what was not ranked is given the least one.
    const least = Math.min(...ranked.map(({ score }) => score));
    const rest = found.hits.filter((_, place) => !named.has(place)).map((hit) => ({ ...hit, score: least }));
    return { ...found, hits: [...best, ...(ranked.length > 0 ? rest : found.hits)].slice(0, topK) };
  } catch (error) {
    if (query.ctx.signal.aborted || !isTaskError(error) || !error.code.startsWith('reranker_')) throw error;
    const warning = `The passages are in the order they were found in, because the reranker failed (${error.code}): ${error.message}`;
    return { ...found, hits: found.hits.slice(0, topK), warnings: [...found.warnings, warning] };
  }
}

async function callPatiently(
  { question, request, ctx }: Query,
  reranker: RerankerAdapter,
  texts: readonly string[],
): Promise<RankedDocument[]> {
  const options = { most: request.topK, promptName: request.output.name, signal: ctx.signal };
  for (const seconds of RETRY_PAUSES) {
    try {
      return await reranker.rerank(question, texts, options);
    } catch (error) {
      if (ctx.signal.aborted || !isTaskError(error) || !error.retryable) throw error;
      if (error.code === 'reranker_timeout') throw error;
      const wait = error.retryAfter ?? seconds;
      if (wait > LONGEST_PAUSE) throw error;
      await pause(wait * 1000, ctx.signal);
    }
  }
  return reranker.rerank(question, texts, options);
}

/** What is read: headings, header rows of the table, and the text itself. */
function textFor({ index: { set } }: Query, hit: Hit): string {
  const { text, header = '' } = rangeOf(set, hit);
  const headings = set.chunks[hit.first]?.headings ?? [];
  return [...headings, `${header}${text}`].join('\n').trim();
}
