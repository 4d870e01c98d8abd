import type { Postings } from './postings.ts';

/** Two terms that follow each other. */
export type Pair = readonly [first: string, second: string];

/**
 * In which texts each pair stands, and how often. One pass over the sequence of all terms, which needs no index of
 * pairs: that would be several times larger than all the rest.
 */
export function countPairs(pairs: readonly Pair[], postings: Postings): Map<number, number>[] {
  const { ids, sequence, starts } = postings;
  const found = pairs.map(() => new Map<number, number>());
  /** By first term: its pairs as second term and number of the pair. */
  const wanted = new Map<number, [second: number, pair: number][]>();
  const begins = new Uint8Array(ids.size);
  for (const [number, [first, second]] of pairs.entries()) {
    const [one, two] = [ids.get(first), ids.get(second)];
    if (one === undefined || two === undefined) continue;
    begins[one] = 1;
    wanted.set(one, [...(wanted.get(one) ?? []), [two, number]]);
  }
  if (wanted.size === 0) return found;
  for (let text = 0; text + 1 < starts.length; text++) {
    const end = (starts[text + 1] as number) - 1;
    for (let at = starts[text] as number; at < end; at++) {
      const term = sequence[at] as number;
      if (begins[term] === 0) continue;
      for (const [second, number] of wanted.get(term) ?? []) {
        const counts = found[number];
        if (sequence[at + 1] === second) counts?.set(text, (counts.get(text) ?? 0) + 1);
      }
    }
  }
  return found;
}
