import { guessLanguage, type Language } from './language.ts';
import { wordsIn } from './words.ts';

/** A document's way of making terms of words. */
export type Terms = {
  language: Language;
  /** Stop words left out (the empty string means no term), stemmed, accents taken off. */
  of(word: string): string;
};

const SAMPLE_WORDS = 4000;
/** Of Latin, Greek, Cyrillic letters, and the vowel signs of Arabic and Hebrew. */
const ACCENTS = /[\u0300-\u036f\u064b-\u0652\u0591-\u05c7]/g;

/** The terms of a document; its language is guessed from the beginnings of its texts. */
export function termsFor(texts: Iterable<string>): Terms {
  const language = guessLanguage(sample(texts));
  return {
    language,
    of: (word) => (language.stopWords.has(word) ? '' : withoutAccents(language.stem(word))),
  };
}

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
