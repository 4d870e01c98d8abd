import type { Postings } from './postings.ts';

/** Two terms that follow each other. */
export type Pair = readonly [first: string, second: string];

/** Prompts of thousands of words are read this far; what is beyond adds nothing a search could use. */
export const MOST_PAIRS = 200;

/**
 * How often each pair stands in each text: by pair, one count a text. One pass over the sequence of all terms, which
 * needs no index of pairs; that would be several times larger than all the rest.
 */
export function countPairs(pairs: readonly Pair[], postings: Postings): Uint32Array[] {
  const { ids, sequence, starts } = postings;
  const texts = starts.length - 1;
  const found = pairs.map(() => new Uint32Array(texts));
  const seconds = new Int32Array(pairs.length);
  /** By term: the number of the last pair that it begins, from 1; 0 is none. By pair: the one before with its term. */
  const heads = new Uint16Array(ids.size);
  const before = new Uint16Array(pairs.length);
  for (const [number, [first, second]] of pairs.entries()) {
    const [one, two] = [ids.get(first), ids.get(second)];
    if (one === undefined || two === undefined) continue;
    seconds[number] = two;
    before[number] = heads[one] as number;
    heads[one] = number + 1;
  }
  for (let text = 0; text < texts; text++) {
    const end = (starts[text + 1] as number) - 1;
    for (let at = starts[text] as number; at < end; at++) {
      for (let next = heads[sequence[at] as number] as number; next > 0; next = before[next - 1] as number) {
        const counts = found[next - 1];
        if (counts && sequence[at + 1] === seconds[next - 1]) counts[text] = (counts[text] as number) + 1;
      }
    }
  }
  return found;
}
