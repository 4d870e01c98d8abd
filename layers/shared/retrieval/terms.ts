import { guessLanguage, type Language } from './language.ts';
import { wordsIn } from './words.ts';

/** Makes terms of words: stop words left out, stems, accents taken off. The empty string means no term. */
export type TermOf = (word: string) => string;

const SAMPLE_WORDS = 4000;
/** Of Latin, Greek, Cyrillic letters, and the vowel signs of Arabic and Hebrew. */
const ACCENTS = /[\u0300-\u036f\u064b-\u0652\u0591-\u05c7]/g;

/** A document's way of making terms; its language is guessed from the beginnings of its texts. */
export function termsFor(texts: Iterable<string>): TermOf {
  return termOfLanguage(guessLanguage(sample(texts)));
}

function termOfLanguage({ stopWords, stem }: Language): TermOf {
  return (word) => (stopWords.has(word) ? '' : withoutAccents(stem(word)));
}

/** Distinct terms of a question, in order. */
export const questionTerms = (question: string, termOf: TermOf): string[] => [
  ...new Set([...wordsIn(question)].map(termOf).filter(Boolean)),
];

const withoutAccents = (word: string) =>
  /^[ -~]*$/.test(word) ? word : word.normalize('NFD').replace(ACCENTS, '').normalize('NFC');

function sample(texts: Iterable<string>): string[] {
  const some: string[] = [];
  for (const text of texts) {
    for (const word of wordsIn(text.slice(0, 5000))) {
      some.push(word);
      if (some.length >= SAMPLE_WORDS) return some;
    }
  }
  return some;
}
