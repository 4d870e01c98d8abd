import { isBoilerplate } from './boilerplate.ts';
import { guessLanguage } from './language.ts';
import { MOST_PAIRS, type Pair } from './pairs.ts';
import type { Terms } from './terms.ts';
import { wordsIn } from './words.ts';

/** What of a question is looked for. */
export type QuestionTerms = {
  /** Distinct terms in order, with what a text that has one is worth. */
  weights: Map<string, number>;
  /** Distinct pairs of terms that stand side by side; words that say nothing of the matter stand in none. */
  pairs: Pair[];
};

/**
 * What a word is worth that tells how to answer, not about what ("state the … reported in the document"). Not 0: the
 * document may be about reports. Measured with bench:retrieval and bench:chunking. All of them together are worth no
 * more than one other word, however long the instructions are.
 */
const BOILERPLATE_WEIGHT = 0.3;

/** Reads a question in the document's terms. It may be asked in another language than the document's. */
export function readQuestion(question: string, terms: Terms): QuestionTerms {
  const read = readWords([...wordsIn(inFull(question, terms.language.code))], terms);
  return read.weights.size > 0 ? read : readWords([...wordsIn(question)], terms);
}

function readWords(words: readonly string[], terms: Terms): QuestionTerms {
  const { stopWords } = guessLanguage(words);
  const telling = new Set<string>();
  const boilerplate = new Set<string>();
  const pairs = new Map<string, Pair>();
  let before = '';
  for (const word of words) {
    const term = stopWords.has(word) ? '' : terms.of(word);
    if (term === '') continue;
    if (isBoilerplate(word)) {
      boilerplate.add(term);
      before = '';
      continue;
    }
    telling.add(term);
    if (before !== '') pairs.set(`${before} ${term}`, [before, term]);
    before = term;
  }
  const little = Math.min(BOILERPLATE_WEIGHT, 1 / boilerplate.size);
  const weights = new Map([...boilerplate].map((term) => [term, little]));
  for (const term of telling) weights.set(term, 1);
  return { weights, pairs: [...pairs.values()].slice(0, MOST_PAIRS) };
}

/** Names of reports to the SEC. Whoever asks about "its 10-Q" asks about this document, not for the words. */
const REPORT_NAMES = /\b(?:6|8|10|20)-[kqf]\b/gi;

const QUARTERS: Record<string, readonly string[]> = {
  en: ['first quarter', 'second quarter', 'third quarter', 'fourth quarter'],
  de: ['erstes Quartal', 'zweites Quartal', 'drittes Quartal', 'viertes Quartal'],
};

/** The question with short forms written out as documents write them: "Q3" is their "third quarter". */
function inFull(question: string, language: string): string {
  return question.replace(REPORT_NAMES, ' ').replace(/\bQ([1-4])\b/gi, (short, number) => {
    const long = QUARTERS[language]?.[Number(number) - 1];
    return long ? `${short} ${long}` : short;
  });
}
