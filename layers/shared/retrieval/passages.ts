import type { ChunkSet } from '../chunking/chunk-set.ts';
import { tableHeaderOf } from '../chunking/searchable-text.ts';
import type { RetrievalStrategy } from '../contract/tool-settings.ts';
import { type Arm, type Hit, origins } from './hits.ts';

/** A part of the document. `start`/`end` are UTF-16 offsets in the extracted text, and `text` is what stands there. */
export type Passage = {
  /** Ids of the chunks it is made of, joined with "+". */
  chunkId: string;
  text: string;
  /** The header rows of the table that the passage begins in; they are read before `text`, but stand elsewhere. */
  header?: string;
  start: number;
  end: number;
  pages: number[];
  /** The best of its hits'; comparable only within one retrieval, as each strategy has its own scale. */
  score: number;
  /** 1 for the one that was found first, that is, with the best hit. */
  rank: number;
  strategy: RetrievalStrategy;
  /** By what it was found. */
  arms: readonly Arm[];
  /** The sub-questions that it was found for. */
  questions?: readonly string[];
};

/**
 * The hits that fit into so many tokens, best first; the best one always. Chunks that stand in two hits count twice,
 * so what fits here really fits.
 */
export function withinBudget(set: ChunkSet, hits: readonly Hit[], tokens: number): Hit[] {
  let left = tokens;
  return hits.filter((hit, rank) => {
    const size = tokensOf(set, hit);
    if (size > left && rank > 0) return false;
    left -= size;
    return true;
  });
}

const tokensOf = ({ chunks }: ChunkSet, { first, last }: Hit) =>
  chunks
    .slice(first, last + 1)
    .reduce((sum, chunk) => sum + chunk.tokens, chunks[first]?.table_header?.tokens ?? 0);

/** Hits as passages in document order; those that overlap or touch become one. */
export function passagesOf(set: ChunkSet, hits: readonly Hit[], strategy: RetrievalStrategy): Passage[] {
  const merged: (Hit & { rank: number })[] = [];
  const ranked = hits.map((hit, rank) => ({ ...hit, rank }));
  for (const hit of ranked.sort((a, b) => a.first - b.first || a.last - b.last)) {
    const before = merged.at(-1);
    if (before && hit.first <= before.last + 1) {
      before.last = Math.max(before.last, hit.last);
      before.score = Math.max(before.score, hit.score);
      before.rank = Math.min(before.rank, hit.rank);
      Object.assign(before, origins([before, hit]));
    } else {
      merged.push(hit);
    }
  }
  // Ranks of hits have gaps where hits became one passage.
  const best = merged.map(({ rank }) => rank).sort((a, b) => a - b);
  return merged.map((hit) => ({
    ...rangeOf(set, hit),
    score: hit.score,
    rank: best.indexOf(hit.rank) + 1,
    strategy,
    arms: hit.arms,
    ...(hit.questions && { questions: hit.questions }),
  }));
}

/** Some chunks that follow each other, as they stand in the document. */
export function rangeOf(set: ChunkSet, { first, last }: Pick<Hit, 'first' | 'last'>) {
  const chunks = set.chunks.slice(first, last + 1);
  const start = chunks[0]?.start ?? 0;
  const end = chunks.at(-1)?.end ?? 0;
  const header = chunks[0] ? tableHeaderOf(set, chunks[0]) : '';
  return {
    chunkId: chunks.map((chunk) => chunk.id).join('+'),
    text: set.text.slice(start, end),
    ...(header !== '' && { header }),
    start,
    end,
    pages: [...new Set(chunks.flatMap((chunk) => chunk.pages))].sort((a, b) => a - b),
  };
}
