import type { FoundWord } from './read-words.ts';

/** What is no word. */
export function withoutJunk(words: readonly FoundWord[]): FoundWord[] {
  return [...words];
}
