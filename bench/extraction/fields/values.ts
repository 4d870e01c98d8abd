import type { Kind } from './templates.ts';

const MONTHS = [
  /^jan/,
  /^f[eé][bv]/,
  /^mar/,
  /^a[pv]r/,
  /^ma[iy]/,
  /^jui?n/,
  /^jui?l/,
  /^a(ug|o[uû])/,
  /^sep/,
  /^o[ck]t/,
  /^nov/,
  /^d[eé][cz]/,
];

/** Whether a text found says the same as the truth, whatever way of writing it has. */
export function isSame(kind: Kind, found: string, expected: unknown): boolean {
  if (kind === 'amount') return amountOf(found) === Number(expected);
  if (kind === 'date') return dateOf(found) === expected;
  return found.replace(/\s/g, '') === String(expected).replace(/\s/g, '');
}

const amountOf = (text: string): number => Number(text.replace(',', '.'));

function dateOf(text: string): string | undefined {
  const numbers = text.match(/\d+/g) ?? [];
  const year = numbers.find((number) => number.length === 4);
  const name = /\p{L}+/u.exec(text)?.[0].toLowerCase() ?? '';
  const month = name ? MONTHS.findIndex((pattern) => pattern.test(name)) + 1 : Number(numbers[1]);
  const day = numbers[0];
  return year && day && month > 0
    ? `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`
    : undefined;
}
