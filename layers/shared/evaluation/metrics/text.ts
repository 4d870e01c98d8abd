import { editDistance } from './edit-distance.ts';

/** Compares texts as people do: without case, width, runs of white space, and quotes or a full stop around them. */
export function normalizeText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^["'“”‘’«»]+|["'“”‘’«».]+$/g, '')
    .trim();
}

/** 1 when both texts are the same after normalisation. */
export function exactMatch(answer: string, reference: string): number {
  return normalizeText(answer) === normalizeText(reference) ? 1 : 0;
}

/**
 * F1 over the words that both have, as SQuAD 1.1 scores answers (Rajpurkar et al. 2016): lower case, without
 * punctuation and English articles, words counted as often as they occur.
 */
export function tokenF1(answer: string, reference: string): number {
  const [given, wanted] = [answerTokens(answer), answerTokens(reference)];
  if (given.length === 0 || wanted.length === 0) return given.length === wanted.length ? 1 : 0;
  const left = new Map<string, number>();
  for (const token of wanted) left.set(token, (left.get(token) ?? 0) + 1);
  let common = 0;
  for (const token of given) {
    const count = left.get(token) ?? 0;
    if (count === 0) continue;
    left.set(token, count - 1);
    common++;
  }
  return (2 * common) / (given.length + wanted.length);
}

function answerTokens(text: string): string[] {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{P}\p{S}]/gu, '')
    .split(/\s+/)
    .filter((token) => token !== '' && !/^(?:a|an|the)$/.test(token));
}

/** Below this likeness an answer counts as another answer, not as a misread one. */
const ANLS_THRESHOLD = 0.5;
/** Longer pairs (characters of one times the other) would take seconds. */
const LARGEST_PRODUCT = 50_000_000;

/**
 * Normalised Levenshtein similarity, 0 below a half (ANLS of one pair, Biten et al. 2019, without case). Forgives what
 * OCR misreads. Undefined for texts that are too long to compare letter by letter.
 */
export function anls(answer: string, reference: string): number | undefined {
  const [given, wanted] = [normalizeText(answer), normalizeText(reference)];
  if (given === wanted) return 1;
  const longest = Math.max(given.length, wanted.length);
  if (Math.min(given.length, wanted.length) < longest * ANLS_THRESHOLD) return 0;
  if (given.length * wanted.length > LARGEST_PRODUCT) return undefined;
  const similarity = 1 - editDistance(given, wanted) / Math.max([...given].length, [...wanted].length);
  return similarity < ANLS_THRESHOLD ? 0 : similarity;
}
