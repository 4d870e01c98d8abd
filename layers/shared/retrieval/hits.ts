import type { LoadedIndex } from './loaded-index.ts';

/** What a strategy found: chunks `first` to `last` as one piece. Lists of hits are best first. */
export type Hit = { first: number; last: number; score: number };

/** An arm's or strategy's result. */
export type Found = { hits: Hit[]; warnings: string[] };

export const chunkHit = (place: number, score: number): Hit => ({ first: place, last: place, score });

/** Best first; equal scores as they stand in the document. */
export const byScore = (a: Hit, b: Hit) => b.score - a.score || a.first - b.first;

export const lexicalHits = (index: LoadedIndex, question: string, most: number): Hit[] =>
  index
    .lexical()
    .bm25(question, most)
    .map(({ index: place, score }) => chunkHit(place, score));

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
