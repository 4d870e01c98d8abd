import type { FoundWord } from './read-words.ts';

/** Letters and digits; signs are what noise is read as. */
export const letterCount = (words: readonly FoundWord[]): number =>
  words.reduce((sum, { text }) => sum + lettersOf(text), 0);

/** 0 to 100, over letters: a long word counts for more than a speck. */
export function meanConfidence(words: readonly FoundWord[]): number {
  const letters = letterCount(words);
  return letters === 0
    ? 0
    : words.reduce((sum, { text, confidence }) => sum + lettersOf(text) * confidence, 0) / letters;
}

export const lettersOf = (text: string): number => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
