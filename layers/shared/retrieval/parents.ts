import type { ChunkSet } from '../chunking/chunk-set.ts';

/** Some chunks that follow each other: places `first` to `last` in the chunk set. */
export type Parent = { first: number; last: number };

const MOST_CHILDREN = 4;

/**
 * The level above the chunks: sections where the document has headings – a new parent begins where the outermost
 * heading changes – and never more than four chunks, so that a parent still fits into a prompt.
 */
export function parentsOf({ chunks }: Pick<ChunkSet, 'chunks'>): Parent[] {
  const parents: Parent[] = [];
  for (const [place, chunk] of chunks.entries()) {
    const parent = parents.at(-1);
    const before = chunks[place - 1];
    const sameSection = before?.headings[0] === chunk.headings[0];
    if (parent && sameSection && place - parent.first < MOST_CHILDREN) parent.last = place;
    else parents.push({ first: place, last: place });
  }
  return parents;
}
