import { formatDate, isDay } from './dates.ts';
import { formatFraction } from './fractions.ts';
import { general } from './general.ts';
import { formatDigits, literalOf, showsNothingButZero } from './numbers.ts';
import { type Condition, parseFormat, type Section, type Token } from './tokens.ts';

export type NumberFormat = (value: number) => string;

/** Formats that have a number instead of a code (ECMA-376 part 1, 18.8.30). Those whose look depends on the reader's country are ISO dates here. */
const BUILT_IN: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  5: '"$"#,##0;("$"#,##0)',
  6: '"$"#,##0;("$"#,##0)',
  7: '"$"#,##0.00;("$"#,##0.00)',
  8: '"$"#,##0.00;("$"#,##0.00)',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  12: '# ?/?',
  13: '# ??/??',
  14: 'yyyy-mm-dd',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy-mm-dd hh:mm',
  37: '#,##0;(#,##0)',
  38: '#,##0;(#,##0)',
  39: '#,##0.00;(#,##0.00)',
  40: '#,##0.00;(#,##0.00)',
  41: '#,##0;(#,##0);"-"',
  42: '"$"#,##0;("$"#,##0);"-"',
  43: '#,##0.00;(#,##0.00);"-"',
  44: '"$"#,##0.00;("$"#,##0.00);"-"',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  48: '##0.0E+0',
  49: '@',
};

/** East Asian dates. */
const isAsianDate = (id: number): boolean => (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

/** The code of a built-in format; undefined for General. */
export const builtIn = (id: number): string | undefined =>
  BUILT_IN[id] ?? (isAsianDate(id) ? 'yyyy-mm-dd' : undefined);

/** How numbers look in a format, as Excel shows them in a column that is wide enough, with English separators. */
export function numberFormat(code: string | undefined, from1904: boolean): NumberFormat {
  if (code === undefined || /^general$/i.test(code)) return general;
  const sections = parseFormat(code);
  return (value) => {
    const { section, signed } = sectionFor(value, sections);
    if (!section) return general(value);
    return formatIn(section, value, signed, from1904).trim();
  };
}

function formatIn(section: Section, value: number, signed: boolean, from1904: boolean): string {
  const { tokens } = section;
  const minus = signed && value < 0 ? '-' : '';
  if (tokens.some(({ kind }) => kind === 'date' || kind === 'elapsed' || kind === 'half'))
    return isDay(value) ? formatDate(value, section, from1904) : general(value);
  if (tokens.some(({ kind }) => kind === 'general' || kind === 'text'))
    return minus + tokens.map((token) => generalOr(token, value)).join('');
  if (!tokens.some(({ kind }) => kind === 'digit')) return minus + tokens.map(literalOf).join('');
  const isFraction = tokens.some(
    ({ kind }, at) => kind === 'slash' && tokens.slice(0, at).some((token) => token.kind === 'digit'),
  );
  const text = isFraction ? formatFraction(value, tokens) : formatDigits(value, tokens);
  return showsNothingButZero(text) ? text : minus + text;
}

const generalOr = (token: Token, value: number): string =>
  token.kind === 'general' || token.kind === 'text' ? general(Math.abs(value)) : literalOf(token);

/** `signed`: whether a minus is still to be put before a negative number; sections for negative ones have their own. */
function sectionFor(
  value: number,
  sections: readonly Section[],
): { section: Section | undefined; signed: boolean } {
  const numeric = sections.length > 3 ? sections.slice(0, 3) : sections;
  if (numeric.some(({ condition }) => condition)) {
    const index = numeric.findIndex(({ condition }) => !condition || holds(condition, value));
    return { section: numeric[index], signed: numeric[index]?.condition?.operator !== '<' };
  }
  if (value < 0 && numeric.length > 1) return { section: numeric[1], signed: false };
  if (value === 0 && numeric.length > 2) return { section: numeric[2], signed: false };
  return { section: numeric[0], signed: true };
}

function holds({ operator, value: limit }: Condition, value: number): boolean {
  switch (operator) {
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
    case '<>':
      return value !== limit;
    default:
      return value === limit;
  }
}
