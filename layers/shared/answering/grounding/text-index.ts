import type { Conventions } from '../../values/document-conventions.ts';
import { findDates } from '../../values/find-dates.ts';
import { parseDigits } from '../../values/parse-number.ts';
import { type FoldedText, foldText } from './folded-text.ts';

/** A range of the original text; UTF-16 offsets, end exclusive. */
export type Range = { start: number; end: number };

/** Everything that values are looked up in, made once a document and only when it is first needed. */
export type TextIndex = {
  text: string;
  folded(): FoldedText;
  /** Where a number stands, in any notation that can mean it; signs are left aside. */
  placesOfNumber(value: number): readonly Range[];
  /** Where a day (ISO 8601) stands, in any notation that can mean it. */
  placesOfDate(day: string): readonly Range[];
  /** Words of the folded text in order, and where each word stands in that order. */
  words(): WordIndex;
  /** 1-based number of the line that an offset stands in. */
  lineAt(offset: number): number;
};

export type WordIndex = {
  words: readonly string[];
  /** Where each word begins in the folded text. */
  starts: readonly number[];
  places: ReadonlyMap<string, number[]>;
};

const DIGITS = /\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,'’]\d+)*/g;
/** A word of folded text. */
export const WORD = /[\p{L}\p{N}]+/gu;

export function indexText(text: string, conventions: Conventions): TextIndex {
  const folded = once(() => foldText(text));
  const numbers = once(() => indexNumbers(text));
  const dates = once(() => indexDates(text, conventions.dayFirst));
  const words = once(() => indexWords(folded()));
  const breaks = once(() => lineBreaks(text));
  return {
    text,
    folded,
    words,
    placesOfNumber: (value) => numbers().get(Math.abs(value)) ?? [],
    placesOfDate: (day) => dates().get(day) ?? [],
    lineAt: (offset) => countBelow(breaks(), offset) + 1,
  };
}

function lineBreaks(text: string): number[] {
  const breaks: number[] = [];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) breaks.push(at);
  return breaks;
}

/** How many of the ascending numbers are smaller than `limit`. */
function countBelow(numbers: ArrayLike<number>, limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function indexNumbers(text: string): Map<number, Range[]> {
  const places = new Map<number, Range[]>();
  for (const match of text.matchAll(DIGITS)) {
    const range = { start: match.index, end: match.index + match[0].length };
    const point = parseDigits(match[0], '.');
    const comma = /\D/.test(match[0]) ? parseDigits(match[0], ',') : point;
    if (point !== undefined) add(places, point, range);
    if (comma !== undefined && comma !== point) add(places, comma, range);
  }
  return places;
}

function indexDates(text: string, dayFirst: boolean): Map<string, Range[]> {
  const places = new Map<string, Range[]>();
  for (const { start, end, days } of findDates(text, dayFirst))
    for (const day of days) add(places, day, { start, end });
  return places;
}

function indexWords(folded: FoldedText): WordIndex {
  const starts: number[] = [];
  const words: string[] = [];
  const places = new Map<string, number[]>();
  for (const match of folded.text.matchAll(WORD)) {
    add(places, match[0], words.length);
    words.push(match[0]);
    starts.push(match.index);
  }
  return { starts, words, places };
}

/** A range of the folded text in the original. */
export function toOriginal(folded: FoldedText, start: number, end: number): Range {
  const first = folded.offsets[start] ?? 0;
  // The last character's own place plus one: the next folded character may stand lines further on.
  const last = folded.offsets[Math.max(start, end - 1)] ?? first;
  const next = folded.offsets[end] ?? last + 1;
  return { start: first, end: Math.max(Math.min(next, last + 1), endOfCharacter(folded.original, last)) };
}

/** Behind the character at an offset, with the accents that belong to it; never in the middle of a surrogate pair. */
function endOfCharacter(text: string, at: number): number {
  let end = at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
  while (/^[\u0300-\u036f]$/.test(text[end] ?? '')) end++;
  return end;
}

/** Where a range of the original begins and ends in the folded text. */
export function toFolded({ offsets }: FoldedText, { start, end }: Range): Range {
  return { start: countBelow(offsets, start), end: countBelow(offsets, end) };
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
