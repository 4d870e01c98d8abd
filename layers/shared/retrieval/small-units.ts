import type { ChunkSet } from '../chunking/chunk-set.ts';
import { chunkText } from '../chunking/chunk-text.ts';
import { estimateTokens } from '../tokens/count-tokens.ts';
import { type LexicalIndex, lexicalIndex } from './lexical-index.ts';

/** Small pieces of the document, each pointing at the chunk it stands in. */
export type SmallUnits = { lexical: LexicalIndex /** By unit: the place of its chunk. */; chunkOf: number[] };

/** A small unit is a few sentences or rows: an eighth of a chunk, within bounds. */
const SHARE = 1 / 8;
const LEAST = 32;
const MOST = 128;

/** Cuts the text finer than its chunks are. Sizes are estimated: nothing depends on them exactly. */
export function smallUnitsOf({ text, chunks, chunk_size }: ChunkSet): SmallUnits {
  const size = Math.min(MOST, Math.max(LEAST, Math.floor(chunk_size * SHARE)));
  const units = [...chunkText(text, [], { size, overlap: 0 }, estimateTokens)];
  const chunkOf: number[] = [];
  let place = 0;
  for (const unit of units) {
    // The chunk with most of the unit: chunks follow each other, and an overlap belongs to the earlier one.
    const middle = (unit.start + unit.end) / 2;
    while (place < chunks.length - 1 && (chunks[place]?.end ?? 0) <= middle) place++;
    chunkOf.push(place);
  }
  const texts = units.map(({ start, end, headings }) => [...headings, text.slice(start, end)].join('\n'));
  return { lexical: lexicalIndex(texts), chunkOf };
}
