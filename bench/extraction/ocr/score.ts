import { indelRatio } from '../text/indel.ts';

export type Score = { recall: number; precision: number; letters: number };

/**
 * Words found of those that are there, words that are there of those found, and likeness of the whole texts. Words are
 * compared without case and without signs at their ends, and counted as often as they occur.
 */
export function scoreText(text: string, truth: string): Score {
  const [found, wanted] = [wordsOf(text), wordsOf(truth)];
  const left = new Map<string, number>();
  for (const word of wanted) left.set(word, (left.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of found) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    common++;
  }
  return {
    recall: wanted.length === 0 ? 1 : common / wanted.length,
    precision: found.length === 0 ? (wanted.length === 0 ? 1 : 0) : common / found.length,
    letters: indelRatio(text.toLowerCase(), truth.toLowerCase()),
  };
}

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[‐‑‒–—]/g, '-')
    .split(/\s+/)
    .map((word) => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter(Boolean);
