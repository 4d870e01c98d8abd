import type { RetrievalStrategy } from '../contract/tool-settings.ts';
import type { LoadedIndex } from './loaded-index.ts';

/** By what a piece was found. `beginning`: by nothing, the document's beginning stands in. `whole`: there is but one. */
export const ARMS = [
  'bm25',
  'vectors',
  'keywords',
  'small-units',
  'parent',
  'reranker',
  'beginning',
  'whole',
] as const;
export type Arm = (typeof ARMS)[number];

/** What a strategy found: chunks `first` to `last` as one piece. Lists of hits are best first. */
export type Hit = {
  first: number;
  last: number;
  score: number;
  /** In the order of `ARMS`. */
  arms: readonly Arm[];
  /** The questions that it was found for, where they are not the one asked (sub-questions). */
  questions?: readonly string[];
};

/** An arm's or strategy's result. */
export type Found = {
  hits: Hit[];
  warnings: string[];
  /** What searched, where it is not the strategy that was asked for. */
  ran?: RetrievalStrategy;
};

export const chunkHit = (place: number, score: number, arm: Arm): Hit => ({
  first: place,
  last: place,
  score,
  arms: [arm],
});

/** Best first; equal scores as they stand in the document. */
export const byScore = (a: Hit, b: Hit) => b.score - a.score || a.first - b.first;

/** What several hits of the same text were found by and for. */
export function origins(hits: readonly Hit[]): Pick<Hit, 'arms' | 'questions'> {
  const arms = new Set(hits.flatMap((hit) => hit.arms));
  const questions = [...new Set(hits.flatMap((hit) => hit.questions ?? []))];
  return { arms: ARMS.filter((arm) => arms.has(arm)), ...(questions.length > 0 && { questions }) };
}

/**
 * Part of its neighbours' scores that a chunk is given: what a paragraph is about often stands in the one before it.
 * Measured with bench:chunking and bench:retrieval; more than 0.2 finds less.
 */
const NEIGHBOURS = 0.1;

/** Chunks by BM25, best first; only those that share a word with the question. */
export function lexicalHits(index: LoadedIndex, question: string, most: number): Hit[] {
  const count = index.set.chunks.length;
  const scores = new Float64Array(count + 2);
  scores.set(index.lexical().scores(question), 1);
  const hits: Hit[] = [];
  for (let place = 0; place < count; place++) {
    const own = scores[place + 1] as number;
    if (own === 0) continue;
    const around = (scores[place] as number) + (scores[place + 2] as number);
    hits.push(chunkHit(place, own + NEIGHBOURS * around, 'bm25'));
  }
  return hits.sort(byScore).slice(0, most);
}

/** Constant of reciprocal rank fusion (Cormack, Clarke, Büttcher 2009). */
const RANK_CONSTANT = 60;

/** A list to fuse, and what its ranks count; 1 unless told otherwise. */
export type Ranking = { hits: readonly Hit[]; weight?: number };

/** Reciprocal rank fusion: a hit's score is the sum of weight / (60 + rank) over the lists it is in. */
export function fuse(rankings: readonly Ranking[]): Hit[] {
  const fused = new Map<string, Hit>();
  for (const { hits, weight = 1 } of rankings) {
    for (const [rank, hit] of hits.entries()) {
      const name = `${hit.first}-${hit.last}`;
      const before = fused.get(name);
      const score = (before?.score ?? 0) + weight / (RANK_CONSTANT + rank + 1);
      fused.set(name, { ...hit, ...(before && origins([before, hit])), score });
    }
  }
  return [...fused.values()].sort(byScore);
}
