import { MONTH_PATTERN, MONTHS } from './month-names.ts';

/** A date in a text: where it stands and which days it may mean (two for 03/04/2026). ISO 8601, best guess first. */
export type FoundDate = { start: number; end: number; days: string[] };

const PATTERNS: readonly [RegExp, (parts: string[], dayFirst: boolean) => (string | undefined)[]][] = [
  // 2026-03-18, 2026/3/18, 2026.03.18
  [/(?<![\d.,/-])(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d|[-/]\d)/g, ([y, m, d]) => [iso(y, m, d)]],
  // 18.03.2026, 18/3/26, 03-18-2026
  [
    /(?<![\d.,/-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d|[-/]\d)/g,
    ([a, sign, b, y], dayFirst) => {
      const days = [iso(y, b, a), iso(y, a, b)];
      return sign === '.' || dayFirst ? days : days.reverse();
    },
  ],
  // 18. 3. 2026
  [/(?<![\d.,/-])(\d{1,2})\. (\d{1,2})\. (\d{4})(?!\d)/g, ([d, m, y]) => [iso(y, m, d)]],
  // 2026年3月18日
  [/(?<!\d)(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]/g, ([y, m, d]) => [iso(y, m, d)]],
  // 20260318
  [/(?<![\d.,-])((?:19|20)\d{2})(0[1-9]|1[0-2])([0-3]\d)(?![\d.,])/g, ([y, m, d]) => [iso(y, m, d)]],
  // 18 March 2026, 18. März 2026, 18th of March, 2026, 18-Mar-26, 18MAR2026
  [
    new RegExp(
      `(?<!\\d)(\\d{1,2})(?:st|nd|rd|th|er|\\.|º)?(?:\\s+day)?(?:\\s+(?:of|de))?[\\s/-]{0,3}(${MONTH_PATTERN})\\.?(?:\\s+de)?[\\s,/-]{0,3}(\\d{4}|['’]?\\d{2})(?!\\d|:)`,
      'giu',
    ),
    ([d, m, y]) => [iso(y, m, d)],
  ],
  // March 18, 2026
  [
    new RegExp(
      `(?<!\\p{L})(${MONTH_PATTERN})\\.?[\\s-]{1,2}(\\d{1,2})(?:st|nd|rd|th)?(?:\\s*,\\s*|[\\s-]+)(\\d{4}|['’]\\d{2})(?!\\d)`,
      'giu',
    ),
    ([m, d, y]) => [iso(y, m, d)],
  ],
  // 2026 March 18, 2026-Mar-18
  [
    new RegExp(`(?<!\\d)(\\d{4})[\\s,-]{1,2}(${MONTH_PATTERN})\\.?[\\s-]{1,2}(\\d{1,2})(?!\\d)`, 'giu'),
    ([y, m, d]) => [iso(y, m, d)],
  ],
];

/** All full dates of a text, in order. Only real days: there is no 31 February. */
export function findDates(text: string, dayFirst: boolean): FoundDate[] {
  const found: FoundDate[] = [];
  // Hyphens that do not break a line; one unit long like the plain one, so that places stay.
  const plain = text.replace(/[\u2010\u2011]/g, '-');
  for (const [pattern, read] of PATTERNS) {
    for (const match of plain.matchAll(pattern)) {
      const days = read(match.slice(1), dayFirst).filter((day) => day !== undefined);
      if (days.length > 0)
        found.push({ start: match.index, end: match.index + match[0].length, days: [...new Set(days)] });
    }
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  return found.filter((date, index) => index === 0 || date.start >= (found[index - 1]?.end ?? 0));
}

/** ISO day of year, month (number or name) and day; undefined when there is no such day. */
function iso(year = '', month = '', day = ''): string | undefined {
  const y = fullYear(year.replace(/\D/g, ''));
  const m = MONTHS.get(month.toLowerCase()) ?? Number(month);
  const d = Number(day);
  const date = new Date(Date.UTC(y, m - 1, d));
  const isReal = date.getUTCFullYear() === y && date.getUTCMonth() === m - 1 && date.getUTCDate() === d;
  return isReal ? date.toISOString().slice(0, 10) : undefined;
}

/** Two digits: 00 to 68 mean this century, as POSIX has it. */
function fullYear(year: string): number {
  const value = Number(year);
  if (year.length > 2) return value;
  return value < 69 ? 2000 + value : 1900 + value;
}
