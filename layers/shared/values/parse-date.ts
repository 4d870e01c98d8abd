import { findDates } from './find-dates.ts';

/** "1–5 May 2024" is more than one day. */
const RANGE_BEFORE =
  /(?<![\d.,/-])\d{1,2}(?:st|nd|rd|th|\.)?\s?(?:[-–—]|to|and|until|bis|und|au|et|al?|y)\s?$/i;

export type ParsedDate = { day: string; ambiguous: boolean };

/**
 * The one day of a text as `YYYY-MM-DD`. Our own patterns come first (they know the document's day-month order and
 * refuse days that do not exist); what they do not know goes to chrono-node, which must be certain of day, month and
 * year. Undefined when there is no full date or more than one.
 */
export async function parseDate(text: string, dayFirst: boolean): Promise<ParsedDate | undefined> {
  const found = findDates(text, dayFirst);
  const days = new Set(found.map((date) => date.days[0]));
  const [first] = found;
  if (first && RANGE_BEFORE.test(text.slice(0, first.start))) return undefined;
  if (first && days.size === 1) return { day: first.days[0] ?? '', ambiguous: first.days.length > 1 };
  if (days.size > 1 || isImpossible(text)) return undefined;
  const day = await parseWithChrono(text);
  return day === undefined ? undefined : { day, ambiguous: false };
}

/** Digits that look like a date but are no real day, such as 31.02.2026: chrono would guess. */
const isImpossible = (text: string): boolean =>
  /\d{1,4}[./-]\d{1,2}[./-]\d{1,4}/.test(text) || /\b0+\s+\p{L}/u.test(text);

/** Loaded only when needed: its patterns of a dozen languages are large. */
async function parseWithChrono(text: string): Promise<string | undefined> {
  const chrono = await import('chrono-node');
  // Strict: "tomorrow" in a document is no date. Numeric dates never come this far, so their order does not matter.
  const parsers = [chrono.en.strict, chrono.de.strict, chrono.fr.strict, chrono.es.strict, chrono.pt.strict];
  for (const parser of parsers) {
    const results = parser.parse(text);
    const [result] = results;
    if (!result || results.length > 1 || result.end) continue;
    const { start } = result;
    if (!start.isCertain('day') || !start.isCertain('month') || !start.isCertain('year')) continue;
    const part = (name: 'year' | 'month' | 'day', width: number) =>
      String(start.get(name)).padStart(width, '0');
    return `${part('year', 4)}-${part('month', 2)}-${part('day', 2)}`;
  }
  return undefined;
}
