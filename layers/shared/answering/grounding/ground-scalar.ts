import type { OutputType } from '../../contract/outputs.ts';
import { parseNumber } from '../../values/parse-number.ts';
import { type FoundQuote, findExact, findQuote, preferred, saysEnough } from './find-quote.ts';
import type { Range, TextIndex } from './text-index.ts';
import type { GroundingRequest } from './types.ts';

/** A place found without the quote is less certain: the same value may stand there with another meaning. */
const ELSEWHERE = 0.8;
/** The same for a value as short as "1" or "no", which must at least stand nowhere else. */
const SHORT_ELSEWHERE = 0.6;

/** Where a single value stands: in its quote, or else by itself. */
export function groundScalar(request: GroundingRequest, index: TextIndex): FoundQuote | undefined {
  const { value, within } = request;
  const quote = request.quote ? findQuote(request.quote, index, within) : undefined;
  return (quote && inQuote(request, quote, index)) ?? elsewhere(value, request.type, within, index);
}

/** Where the value stands in its quote, or the quote itself where it is the evidence. */
function inQuote({ value, type }: GroundingRequest, quote: FoundQuote, index: TextIndex) {
  const place = placesInside(value, quote, index)[0];
  if (place) return { ...place, score: quote.score };
  const quoted = index.text.slice(quote.start, quote.end);
  // A yes or no, and a text in other words, stand nowhere by themselves.
  if (typeof value === 'boolean') return quote;
  if (typeof value === 'number' && isWritten(value, quoted)) return quote;
  if (typeof value === 'string' && type === 'text' && overlap(value, quoted) >= 0.5)
    return { ...quote, score: quote.score * 0.9 };
  return undefined;
}

/** "1.2 million" and "(5)" say a number in a way that its digits alone do not. */
const isWritten = (value: number, text: string): boolean =>
  parseNumber(text, '.') === value || parseNumber(text, ',') === value;

/** Where a value stands that no quote leads to. */
export function elsewhere(
  value: unknown,
  type: OutputType,
  within: readonly Range[],
  index: TextIndex,
): FoundQuote | undefined {
  const places = placesOf(value, index, within);
  const isShort = !saysEnough(String(value));
  if (isShort && places.length !== 1) return undefined;
  if (places.length > 0)
    return { ...preferred(places, within), score: isShort ? SHORT_ELSEWHERE : ELSEWHERE };
  if (typeof value !== 'string' || type === 'date') return undefined;
  const similar = findQuote(value, index, within);
  return similar && { ...similar, score: similar.score * ELSEWHERE };
}

/** All places where a value stands by itself, in any notation; those inside the given ranges only, if there are any. */
export function placesOf(value: unknown, index: TextIndex, within: readonly Range[]): readonly Range[] {
  if (typeof value === 'number') return index.placesOfNumber(value);
  if (typeof value !== 'string') return [];
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) {
    const dates = index.placesOfDate(value);
    if (dates.length > 0) return dates;
  }
  const exact = findExact(value, index, within);
  const number = Number(value);
  if (exact.length > 0 || value.trim() === '' || Number.isNaN(number)) return exact;
  return index.placesOfNumber(number);
}

/** The places of a value inside one range. */
export const placesInside = (value: unknown, range: Range, index: TextIndex): Range[] =>
  placesOf(value, index, [range]).filter((place) => place.start >= range.start && place.end <= range.end);

/** Share of the value's words that stand in the quote. */
function overlap(value: string, quote: string): number {
  const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const quoted = new Set(words(quote));
  const wanted = words(value);
  return wanted.length === 0 ? 0 : wanted.filter((word) => quoted.has(word)).length / wanted.length;
}
