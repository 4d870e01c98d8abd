import type { ChunkSet } from '../chunking/chunk-set.ts';
import { chunkText } from '../chunking/chunk-text.ts';
import { estimateTokens } from '../tokens/count-tokens.ts';
import { type LexicalIndex, lexicalIndex } from './lexical-index.ts';

/** Small pieces of the document, each within one chunk. */
export type SmallUnits = { lexical: LexicalIndex /** By unit: the place of its chunk. */; chunkOf: number[] };

/** A small unit is a few sentences or rows: an eighth of a chunk, within bounds. */
const SHARE = 1 / 8;
const LEAST = 32;
const MOST = 128;

/** Cuts each chunk finer, without what it repeats of the one before. Sizes are estimated: nothing depends on them. */
export function smallUnitsOf({ text, chunks, chunk_size }: ChunkSet): SmallUnits {
  const size = Math.min(MOST, Math.max(LEAST, Math.floor(chunk_size * SHARE)));
  const texts: string[] = [];
  const chunkOf: number[] = [];
  let from = 0;
  for (const [place, chunk] of chunks.entries()) {
    const own = text.slice(from, chunk.end);
    for (const unit of chunkText(own, [], { size, overlap: 0 }, estimateTokens)) {
      texts.push([...chunk.headings, own.slice(unit.start, unit.end)].join('\n'));
      chunkOf.push(place);
    }
    from = chunk.end;
  }
  return { lexical: lexicalIndex(texts), chunkOf };
}
