import { countPairs } from './pairs.ts';
import { invert } from './postings.ts';
import { readQuestion } from './question.ts';
import { termsFor } from './terms.ts';

/** A text's place in the list it was indexed from, and its score. */
export type Ranked = { index: number; score: number };

export type LexicalIndex = {
  /** BM25 over words and pairs of words: a score for each text, 0 where it has none of the question's words. */
  scores(question: string): Float64Array;
  /** The same, best first, only texts with a score; ties as the texts stand. */
  bm25(question: string, most: number): Ranked[];
  /** Keyword table: how many of the question's keywords a text has, rare ones counting more; frequency does not. */
  keywords(question: string, most: number): Ranked[];
};

/** Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009. */
const K1 = 1.2;
const B = 0.75;

/**
 * What two words of the question side by side add to what each alone scores (Metzler and Croft, "A Markov Random
 * Field Model for Term Dependencies", 2005): "gross margin" is more than "gross" and "margin". Measured with
 * bench:retrieval and bench:chunking; 0.2 to 0.5 differ little.
 */
const PAIRS = 0.3;

/** Indexes texts by their terms; linear in their words. */
export function lexicalIndex(texts: readonly string[]): LexicalIndex {
  const terms = termsFor(texts);
  const postings = invert(texts, terms);
  const average = postings.lengths.reduce((sum, length) => sum + length, 0) / texts.length || 1;
  const idf = (having: number) => Math.log(1 + (texts.length - having + 0.5) / (having + 0.5));
  const saturated = (count: number, text: number) =>
    (count * (K1 + 1)) / (count + K1 * (1 - B + (B * (postings.lengths[text] as number)) / average));

  const scoreTerms = (
    weights: ReadonlyMap<string, number>,
    weigh: (count: number, text: number) => number,
  ) => {
    const scores = new Float64Array(texts.length);
    for (const [term, weight] of weights) {
      const id = postings.ids.get(term);
      if (id === undefined) continue;
      const [from, to] = [postings.from[id] as number, postings.from[id + 1] as number];
      const rarity = weight * idf(to - from);
      for (let at = from; at < to; at++) {
        const text = postings.texts[at] as number;
        scores[text] = (scores[text] as number) + rarity * weigh(postings.counts[at] as number, text);
      }
    }
    return scores;
  };
  const scores = (question: string) => {
    const { weights, pairs } = readQuestion(question, terms);
    const sums = scoreTerms(weights, saturated);
    for (const counts of countPairs(pairs, postings)) {
      const rarity = PAIRS * idf(counts.reduce((having, count) => having + Math.min(count, 1), 0));
      for (const [text, count] of counts.entries()) {
        if (count > 0) sums[text] = (sums[text] as number) + rarity * saturated(count, text);
      }
    }
    return sums;
  };
  return {
    scores,
    bm25: (question, most) => best(scores(question), most),
    keywords: (question, most) =>
      best(
        scoreTerms(readQuestion(question, terms).weights, () => 1),
        most,
      ),
  };
}

function best(scores: Float64Array, most: number): Ranked[] {
  const ranked: Ranked[] = [];
  for (const [index, score] of scores.entries()) if (score > 0) ranked.push({ index, score });
  ranked.sort((a, b) => b.score - a.score || a.index - b.index);
  return ranked.slice(0, most);
}
