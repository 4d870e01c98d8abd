import type { LoadedIndex } from './loaded-index.ts';

/** What a strategy found: chunks `first` to `last` as one piece. Lists of hits are best first. */
export type Hit = { first: number; last: number; score: number };

/** An arm's or strategy's result. */
export type Found = { hits: Hit[]; warnings: string[] };

export const chunkHit = (place: number, score: number): Hit => ({ first: place, last: place, score });

/** Best first; equal scores as they stand in the document. */
export const byScore = (a: Hit, b: Hit) => b.score - a.score || a.first - b.first;

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
    hits.push(chunkHit(place, own + NEIGHBOURS * around));
  }
  return hits.sort(byScore).slice(0, most);
}

/** Constant of reciprocal rank fusion (Cormack, Clarke, Büttcher 2009). */
const RANK_CONSTANT = 60;

/** Reciprocal rank fusion: a hit's score is the sum of 1 / (60 + rank) over the lists it is in. */
export function fuse(lists: readonly (readonly Hit[])[]): Hit[] {
  const fused = new Map<string, Hit>();
  for (const list of lists) {
    for (const [rank, { first, last }] of list.entries()) {
      const name = `${first}-${last}`;
      const hit = fused.get(name) ?? { first, last, score: 0 };
      hit.score += 1 / (RANK_CONSTANT + rank + 1);
      fused.set(name, hit);
    }
  }
  return [...fused.values()].sort(byScore);
}
