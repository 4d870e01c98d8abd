import type { OutputType } from '../../contract/outputs.ts';
import { findExact, findQuote, preferred } from './find-quote.ts';
import type { Range, TextIndex } from './text-index.ts';

/** Where a part of a value stands; `path` leads to it inside a JSON value and is empty for any other. */
export type Place = Range & { path: (string | number)[]; score: number };

export type Grounding = {
  places: Place[];
  /** Null where there is nothing to ground (no value). */
  grounded: boolean | null;
};

export type GroundingRequest = {
  value: unknown;
  type: OutputType;
  /** What the model says it read the value from. */
  quote?: string | undefined;
  /** The parts of the text that the model was shown; empty for all of it. */
  within: readonly Range[];
};

/** Leaves of a JSON value that are looked up; what is beyond is not judged. */
const MOST_LEAVES = 400;
/** A JSON value counts as grounded when at least this share of its leaves stands in the text. */
const GROUNDED_SHARE = 0.8;
/** A place found without the quote is less certain: the same value may stand there with another meaning. */
const ELSEWHERE = 0.8;

/** Aligns a value with the text it came from, by its quote first, then by the value itself. */
export function groundValue(request: GroundingRequest, index: TextIndex): Grounding {
  const { value, type } = request;
  if (value === null || value === undefined) return { places: [], grounded: null };
  if (type === 'json') return groundJson(request, index);
  const place = groundScalar(value, request, index);
  return place ? { places: [place], grounded: true } : { places: [], grounded: false };
}

function groundScalar(value: unknown, request: GroundingRequest, index: TextIndex): Place | undefined {
  const quote = request.quote ? findQuote(request.quote, index, request.within) : undefined;
  const places = placesOf(value, index);
  if (quote) {
    const inQuote = places.find((place) => place.start >= quote.start && place.end <= quote.end);
    if (inQuote) return { ...inQuote, path: [], score: quote.score };
    // A yes or no, and a text in other words, stand nowhere by themselves: their quote is their evidence.
    if (typeof value === 'boolean') return { ...quote, path: [] };
    if (typeof value === 'string' && request.type === 'text' && overlap(value, request.quote ?? '') >= 0.5)
      return { ...quote, path: [], score: quote.score * 0.9 };
  }
  if (places.length > 0) return { ...preferred(places, request.within), path: [], score: ELSEWHERE };
  if (typeof value !== 'string' || request.type === 'date') return undefined;
  const similar = findQuote(value, index, request.within);
  return similar && { ...similar, path: [], score: similar.score * ELSEWHERE };
}

/** All places where a value stands by itself, in any notation. */
function placesOf(value: unknown, index: TextIndex): Range[] {
  if (typeof value === 'number') return [...index.placesOfNumber(value)];
  if (typeof value !== 'string') return [];
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) {
    const dates = index.placesOfDate(value);
    if (dates.length > 0) return [...dates];
  }
  const exact = findExact(value, index);
  const number = Number(value);
  if (exact.length > 0 || value.trim() === '' || Number.isNaN(number)) return exact;
  return [...index.placesOfNumber(number)];
}

function groundJson(request: GroundingRequest, index: TextIndex): Grounding {
  const leaves = leavesOf(request.value).slice(0, MOST_LEAVES);
  if (leaves.length === 0) return { places: [], grounded: null };
  const quote = request.quote ? findQuote(request.quote, index, request.within) : undefined;
  const within = quote ? [quote, ...request.within] : request.within;
  const places = leaves.flatMap(({ path, value }): Place[] => {
    const place = groundScalar(value, { ...request, type: 'text', quote: undefined, value, within }, index);
    return place ? [{ ...place, path }] : [];
  });
  return { places, grounded: places.length >= leaves.length * GROUNDED_SHARE };
}

type Leaf = { path: (string | number)[]; value: string | number };

/** Texts and numbers of a JSON value; yes, no and null cannot be looked up. */
function leavesOf(value: unknown, path: (string | number)[] = []): Leaf[] {
  if (typeof value === 'number') return [{ path, value }];
  if (typeof value === 'string') return value.trim() === '' ? [] : [{ path, value }];
  if (Array.isArray(value)) return value.flatMap((item, index) => leavesOf(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, key]));
}

/** Share of the value's words that stand in the quote. */
function overlap(value: string, quote: string): number {
  const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const quoted = new Set(words(quote));
  const wanted = words(value);
  return wanted.length === 0 ? 0 : wanted.filter((word) => quoted.has(word)).length / wanted.length;
}
