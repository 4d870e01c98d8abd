import type { ChunkSet } from '../chunking/chunk-set.ts';
import { tableHeaderOf } from '../chunking/searchable-text.ts';
import type { Hit } from './hits.ts';

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
export function passagesOf(set: ChunkSet, hits: readonly Hit[]): Passage[] {
  const merged: Hit[] = [];
  for (const hit of [...hits].sort((a, b) => a.first - b.first || a.last - b.last)) {
    const before = merged.at(-1);
    if (before && hit.first <= before.last + 1) {
      before.last = Math.max(before.last, hit.last);
      before.score = Math.max(before.score, hit.score);
    } else {
      merged.push({ ...hit });
    }
  }
  return merged.map((hit) => passageOf(set, hit));
}

function passageOf(set: ChunkSet, { first, last, score }: Hit): Passage {
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
    score,
  };
}
