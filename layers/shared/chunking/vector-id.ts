import type { Chunk } from './chunk-set.ts';

/**
 * A chunk's id in vector stores: its place and its text. So a vector is never taken for another chunk's, whatever
 * versions of chunk set and vectors a reader meets while an index is made again.
 */
export const vectorId = ({ id, hash }: Pick<Chunk, 'id' | 'hash'>): string => `${id}-${hash.slice(0, 12)}`;
