import { foldText } from './folded-text.ts';
import { type Range, type TextIndex, toFolded, toOriginal, WORD } from './text-index.ts';

export type FoundQuote = Range & { /** 1: word for word. */ score: number };

const MOST_EXACT = 64;
const MOST_ANCHORS = 40;
const MOST_WORDS = 200;
const LEAST_SIMILARITY = 0.75;

/**
 * Where a quote stands in the text: word for word (case, white space and typographic signs aside), otherwise the most
 * similar run of words. Places inside `within` win. Undefined when nothing is similar enough.
 */
export function findQuote(
  quote: string,
  index: TextIndex,
  within: readonly Range[] = [],
): FoundQuote | undefined {
  const exact = findExact(quote, index, within);
  // "1" or "no" stands in many places and names none of them.
  if (exact.length > 1 && !saysEnough(quote)) return undefined;
  if (exact.length > 0) return { ...preferred(exact, within), score: 1 };
  return findSimilar(quote, index, within);
}

/** Whether a text is long enough to be more than a coincidence where it is found. */
export function saysEnough(text: string): boolean {
  const characters = text.match(/[\p{L}\p{N}]/gu) ?? [];
  return characters.length >= (/[\u3040-\u9fff\uac00-\ud7af]/.test(text) ? 2 : 3);
}

/**
 * Places (at most 64) where a text stands word for word, as whole words: those inside one of the given ranges, or, when
 * there are none, those in the whole text.
 */
export function findExact(quote: string, index: TextIndex, within: readonly Range[] = []): Range[] {
  const needle = foldText(quote).text.trim();
  if (needle === '') return [];
  const folded = index.folded();
  const everywhere = { start: 0, end: folded.text.length };
  const placesIn = (range: Range): Range[] => {
    const places: Range[] = [];
    for (const start of candidates(needle, range, index)) {
      const end = start + needle.length;
      if (start < range.start || end > range.end || !folded.text.startsWith(needle, start)) continue;
      if (isWhole(folded.text, start, end)) places.push(toOriginal(folded, start, end));
      if (places.length === MOST_EXACT) break;
    }
    return places;
  };
  const inside = within.flatMap((range) => placesIn(toFolded(folded, range)));
  return inside.length > 0 ? inside : placesIn(everywhere);
}

/** Where in the folded text the needle may begin, judged by its rarest word: a long text is not searched again and again. */
function* candidates(needle: string, range: Range, index: TextIndex): Generator<number> {
  const { places, starts } = index.words();
  const words = [...needle.matchAll(WORD)].map((match) => ({
    offset: match.index,
    places: places.get(match[0]) ?? [],
  }));
  if (words.length === 0) return yield* occurrences(needle, range, index.folded().text);
  const rarest = words.reduce((best, word) => (word.places.length < best.places.length ? word : best));
  for (let at = firstFrom(rarest.places, starts, range.start); at < rarest.places.length; at++) {
    const start = starts[rarest.places[at] as number] as number;
    if (start >= range.end) return;
    yield start - rarest.offset;
  }
}

/** The first of a word's places that does not stand before a place in the text. */
function firstFrom(places: readonly number[], starts: readonly number[], from: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[places[middle] as number] as number) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

function* occurrences(needle: string, { start, end }: Range, text: string): Generator<number> {
  for (let at = text.indexOf(needle, start); at >= 0 && at < end; at = text.indexOf(needle, at + 1)) yield at;
}

/** The first place inside one of the given ranges, or else the first of all. */
export function preferred<T extends Range>(places: readonly T[], within: readonly Range[]): T {
  const inside = places.find((place) =>
    within.some((range) => place.start >= range.start && place.end <= range.end),
  );
  return inside ?? (places[0] as T);
}

/** "art" is not found in "party", nor "12" in "312.50". */
function isWhole(text: string, start: number, end: number): boolean {
  const joins = (a: string | undefined, b: string | undefined) =>
    a !== undefined && b !== undefined && /[\p{L}\p{N}]/u.test(a) && /[\p{L}\p{N}]/u.test(b);
  if (joins(text[start - 1], text[start]) || joins(text[end - 1], text[end])) return false;
  const isNumber = /\d/.test(text[start] ?? '') || /\d/.test(text[end - 1] ?? '');
  if (!isNumber) return true;
  return (
    !/\d[.,]$/.test(text.slice(Math.max(0, start - 2), start)) && !/^[.,]\d/.test(text.slice(end, end + 2))
  );
}

/**
 * Anchors on the quote's rarest words and compares the words around each place by their longest common subsequence
 * (Dice coefficient). Bounded: 40 places, 200 words.
 */
function findSimilar(quote: string, index: TextIndex, within: readonly Range[]): FoundQuote | undefined {
  const { places, words, starts } = index.words();
  const folded = index.folded();
  const wanted = (foldText(quote).text.match(WORD) ?? []).slice(0, MOST_WORDS);
  // Numbers must be found as numbers; only words may differ here and there.
  if (wanted.filter((word) => /\p{L}/u.test(word)).length < 2) return undefined;
  let best: FoundQuote | undefined;
  for (const start of anchors(wanted, places)) {
    const from = Math.max(0, start - 3);
    const window = words.slice(from, start + wanted.length + 3);
    const match = commonSubsequence(wanted, window);
    if (match.length === 0) continue;
    const first = from + (match[0] ?? 0);
    const last = from + (match.at(-1) ?? 0);
    const score = (2 * match.length) / (wanted.length + last - first + 1);
    const end = (starts[last] ?? 0) + (words[last]?.length ?? 0);
    const found = { ...toOriginal(folded, starts[first] ?? 0, end), score };
    const inside = within.some((range) => found.start >= range.start && found.end <= range.end);
    if (score >= LEAST_SIMILARITY && (!best || score + (inside ? 0.01 : 0) > best.score)) best = found;
  }
  return best;
}

/** Where the quote would begin in the text, judged by its rarest words. */
function anchors(wanted: readonly string[], places: ReadonlyMap<string, number[]>): number[] {
  const rarest = wanted
    .map((word, position) => ({ position, at: places.get(word) ?? [] }))
    .filter(({ at }) => at.length > 0)
    .sort((a, b) => a.at.length - b.at.length)
    .slice(0, 3);
  const starts = rarest.flatMap(({ position, at }) =>
    at.slice(0, MOST_ANCHORS).map((place) => place - position),
  );
  return [...new Set(starts)].slice(0, MOST_ANCHORS);
}

/** Indexes into `b` of a longest common subsequence of `a` and `b`. */
function commonSubsequence(a: readonly string[], b: readonly string[]): number[] {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const found: number[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j] && at(i, j) === at(i + 1, j + 1) + 1) {
      found.push(j);
      i++;
      j++;
    } else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return found;
}
