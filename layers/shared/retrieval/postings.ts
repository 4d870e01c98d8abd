import type { Terms } from './terms.ts';
import { wordsIn } from './words.ts';

/**
 * An inverted index over texts. Texts of term t are `texts[from[t]] … texts[from[t + 1] - 1]`, with `counts` beside
 * them; the terms of text i, in reading order, are `sequence[starts[i]] … sequence[starts[i + 1] - 1]`.
 */
export type Postings = {
  ids: ReadonlyMap<string, number>;
  from: Uint32Array;
  texts: Uint32Array;
  counts: Uint32Array;
  sequence: Uint32Array;
  starts: Uint32Array;
  /** Terms of each text, numbers counting less. */
  lengths: Float64Array;
};

/**
 * Part of a term that a number counts towards a text's length. Rows of a table are mostly numbers: at 1, BM25 takes
 * tables for long texts that say a little of everything. Measured on TAT-QA (bench:retrieval); words decide there.
 */
const NUMBER_LENGTH = 0.2;

/** Indexes texts; one pass over all words, two over their numbers. */
export function invert(texts: readonly string[], terms: Terms): Postings {
  const { ids, sequence, starts, numbers } = readTerms(texts, terms);
  const count = texts.length;
  const lengths = new Float64Array(count);
  const from = new Uint32Array(ids.size + 1);
  /** By term: the last text it was seen in, counted from 1. */
  const seenIn = new Uint32Array(ids.size);
  for (let text = 0; text < count; text++) {
    for (let at = num(starts, text); at < num(starts, text + 1); at++) {
      const id = num(sequence, at);
      lengths[text] = (lengths[text] as number) + (numbers.has(id) ? NUMBER_LENGTH : 1);
      if (seenIn[id] === text + 1) continue;
      seenIn[id] = text + 1;
      add(from, id + 1);
    }
  }
  for (let id = 0; id < ids.size; id++) add(from, id + 1, num(from, id));
  return { ids, sequence, starts, lengths, from, ...fill(from, sequence, starts, count) };
}

/** Writes each term's texts in their order, with how often it stands there. */
function fill(from: Uint32Array, sequence: Uint32Array, starts: Uint32Array, count: number) {
  const total = from.at(-1) ?? 0;
  const texts = new Uint32Array(total);
  const counts = new Uint32Array(total);
  const next = from.slice();
  for (let text = 0; text < count; text++) {
    for (let at = num(starts, text); at < num(starts, text + 1); at++) {
      const id = num(sequence, at);
      const last = num(next, id) - 1;
      if (last >= num(from, id) && texts[last] === text) add(counts, last);
      else {
        texts[last + 1] = text;
        counts[last + 1] = 1;
        add(next, id);
      }
    }
  }
  return { texts, counts };
}

function readTerms(texts: readonly string[], terms: Terms) {
  const ids = new Map<string, number>();
  /** Term ids by word as it stands, -1 for none, so that each distinct word is stemmed once. */
  const known = new Map<string, number>();
  const numbers = new Set<number>();
  const idOf = (word: string): number => {
    const term = terms.of(word);
    let id = term === '' ? -1 : ids.get(term);
    if (id === undefined) {
      id = ids.size;
      ids.set(term, id);
      if (/^\p{N}/u.test(term)) numbers.add(id);
    }
    known.set(word, id);
    return id;
  };
  let sequence = new Uint32Array(1024);
  let length = 0;
  const starts = new Uint32Array(texts.length + 1);
  for (const [text, content] of texts.entries()) {
    for (const word of wordsIn(content)) {
      const id = known.get(word) ?? idOf(word);
      if (id < 0) continue;
      if (length === sequence.length) sequence = doubled(sequence);
      sequence[length++] = id;
    }
    starts[text + 1] = length;
  }
  return { ids, sequence: sequence.slice(0, length), starts, numbers };
}

function doubled(numbers: Uint32Array): Uint32Array<ArrayBuffer> {
  const twice = new Uint32Array(2 * numbers.length);
  twice.set(numbers);
  return twice;
}

const num = (numbers: Uint32Array, place: number) => numbers[place] as number;

function add(numbers: Uint32Array, place: number, amount = 1): void {
  numbers[place] = num(numbers, place) + amount;
}
