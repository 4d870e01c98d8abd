import { questionTerms, type TermOf, termsFor } from './terms.ts';
import { wordsIn } from './words.ts';

/** A text's place in the list it was indexed from, and its score. */
export type Ranked = { index: number; score: number };

export type LexicalIndex = {
  /** Okapi BM25, best first, only texts with a score; ties as the texts stand. */
  bm25(question: string, most: number): Ranked[];
  /** Keyword table: how many of the question's keywords a text has, rare ones counting more; frequency does not. */
  keywords(question: string, most: number): Ranked[];
};

/** Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009. */
const K1 = 1.2;
const B = 0.75;

/** Texts by term: those of term t are `texts[from[t]] … texts[from[t + 1] - 1]`, with `counts` beside them. */
type Postings = {
  terms: Map<string, number>;
  from: Uint32Array;
  texts: Uint32Array;
  counts: Uint32Array;
  lengths: Uint32Array;
};

/** Indexes texts by their terms; one pass over all words. */
export function lexicalIndex(texts: readonly string[]): LexicalIndex {
  const termOf = termsFor(texts);
  const postings = invert(texts, termOf);
  const average = postings.lengths.reduce((sum, length) => sum + length, 0) / texts.length || 1;

  const rank = (question: string, most: number, weigh: (count: number, length: number) => number) => {
    const scores = new Float64Array(texts.length);
    for (const term of questionTerms(question, termOf)) {
      const id = postings.terms.get(term);
      if (id === undefined) continue;
      const [from, to] = [postings.from[id] as number, postings.from[id + 1] as number];
      const idf = Math.log(1 + (texts.length - (to - from) + 0.5) / (to - from + 0.5));
      for (let at = from; at < to; at++) {
        const text = postings.texts[at] as number;
        const weight = weigh(postings.counts[at] as number, postings.lengths[text] as number);
        scores[text] = (scores[text] as number) + idf * weight;
      }
    }
    return best(scores, most);
  };
  return {
    bm25: (question, most) =>
      rank(
        question,
        most,
        (count, length) => (count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / average)),
      ),
    keywords: (question, most) => rank(question, most, () => 1),
  };
}

function best(scores: Float64Array, most: number): Ranked[] {
  const ranked: Ranked[] = [];
  for (const [index, score] of scores.entries()) if (score > 0) ranked.push({ index, score });
  ranked.sort((a, b) => b.score - a.score || a.index - b.index);
  return ranked.slice(0, most);
}

function invert(texts: readonly string[], termOf: TermOf): Postings {
  const { terms, pairs, lengths } = readTerms(texts, termOf);
  const from = new Uint32Array(terms.size + 1);
  for (let at = 0; at < pairs.length; at += 3) add(from, (pairs[at] as number) + 1, 1);
  for (let id = 0; id < terms.size; id++) add(from, id + 1, from[id] as number);
  const next = from.slice();
  const total = pairs.length / 3;
  const postings = { terms, from, lengths, texts: new Uint32Array(total), counts: new Uint32Array(total) };
  for (let at = 0; at < pairs.length; at += 3) {
    const id = pairs[at] as number;
    const place = next[id] as number;
    add(next, id, 1);
    postings.texts[place] = pairs[at + 1] as number;
    postings.counts[place] = pairs[at + 2] as number;
  }
  return postings;
}

function add(numbers: Uint32Array, place: number, amount: number): void {
  numbers[place] = (numbers[place] as number) + amount;
}

/** `pairs` holds term, text, count – three numbers for each distinct term of each text. */
function readTerms(texts: readonly string[], termOf: TermOf) {
  const terms = new Map<string, number>();
  /** Term ids by word as it stands, -1 for none, so that each distinct word is stemmed once. */
  const known = new Map<string, number>();
  const pairs: number[] = [];
  const lengths = new Uint32Array(texts.length);
  const idOf = (word: string): number => {
    const term = termOf(word);
    let id = term === '' ? -1 : terms.get(term);
    if (id === undefined) {
      id = terms.size;
      terms.set(term, id);
    }
    known.set(word, id);
    return id;
  };
  const counts = new Map<number, number>();
  for (const [index, text] of texts.entries()) {
    let length = 0;
    for (const word of wordsIn(text)) {
      const id = known.get(word) ?? idOf(word);
      if (id < 0) continue;
      length++;
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    for (const [id, count] of counts) pairs.push(id, index, count);
    counts.clear();
    lengths[index] = length;
  }
  return { terms, pairs, lengths };
}
