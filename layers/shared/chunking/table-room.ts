import type { Unit, UnitHeader } from './unit.ts';

/** A header that would take more of a chunk is not repeated: the rows are what it is made for. */
const LARGEST_SHARE = 1 / 3;

/** The table header that is put in front of a chunk that begins with this unit. */
export function headerOf(first: Unit | undefined, size: number): UnitHeader | undefined {
  const header = first?.header;
  if (!first || !header) return undefined;
  const fits = header.tokens <= size * LARGEST_SHARE && header.tokens + first.tokens <= size;
  return fits ? header : undefined;
}

/** Tokens that a chunk beginning with this unit has for its own text. */
export const roomOf = (first: Unit | undefined, size: number): number =>
  size - (headerOf(first, size)?.tokens ?? 0);
