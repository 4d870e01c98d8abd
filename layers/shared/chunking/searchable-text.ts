import type { Chunk, ChunkSet } from './chunk-set.ts';

/** A chunk's own text. */
export const textOf = (set: Pick<ChunkSet, 'text'>, { start, end }: Pick<Chunk, 'start' | 'end'>) =>
  set.text.slice(start, end);

/** The header rows of the table that the chunk begins in, each with a line feed behind it; empty for all others. */
export const tableHeaderOf = (set: Pick<ChunkSet, 'text'>, { table_header: header }: Chunk): string =>
  header ? header.ranges.map(([start, end]) => `${set.text.slice(start, end)}\n`).join('') : '';

/**
 * What a chunk is found by: its text under the headings and the table header it stands under, so that "Termination ›
 * Notice" finds a paragraph that says neither word.
 */
export function searchableText(set: Pick<ChunkSet, 'text'>, chunk: Chunk): string {
  const own = tableHeaderOf(set, chunk) + textOf(set, chunk);
  return chunk.headings.length > 0 ? `${chunk.headings.join(' › ')}\n${own}` : own;
}
