import type { Chunk, ChunkSet } from './chunk-set.ts';

/** A chunk's own text. */
export const textOf = (set: Pick<ChunkSet, 'text'>, { start, end }: Pick<Chunk, 'start' | 'end'>) =>
  set.text.slice(start, end);

/**
 * What a chunk is found by: its text under the headings it stands under, so that "Termination › Notice" finds a
 * paragraph that says neither word.
 */
export function searchableText(set: Pick<ChunkSet, 'text'>, chunk: Chunk): string {
  const own = textOf(set, chunk);
  return chunk.headings.length > 0 ? `${chunk.headings.join(' › ')}\n${own}` : own;
}
