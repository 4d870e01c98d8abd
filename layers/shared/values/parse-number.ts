/** A number in running text, with everything that may belong to it. Spaces group thousands only before three digits. */
const NUMBER = /\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,'’]\d+)*|[.,]\d+/g;

const SCALES: readonly [RegExp, number][] = [
  [/^\s?hundred(?![\p{L}\d])/iu, 1e2],
  [/^\s?(?:mil (?:millones|milhões)|thousand million)(?![\p{L}\d])/iu, 1e9],
  [/^\s?(?:thousand|tausend|tsd\.?|mille|mil|тыс\.?|k)(?![\p{L}\d])/iu, 1e3],
  [/^\s?(?:lakhs?|lacs?)(?![\p{L}\d])/iu, 1e5],
  [/^\s?(?:millions?|millionen|mio\.?|mln\.?|millones|milhões|milioni|млн\.?|mm|m)(?![\p{L}\d²³])/iu, 1e6],
  [/^\s?crores?(?![\p{L}\d])/iu, 1e7],
  [/^\s?(?:billions?|milliarden?|mrd\.?|milliards?|miliardi|млрд\.?|bn|b)(?![\p{L}\d])/iu, 1e9],
  [/^\s?(?:trillions?|billionen|tn|t)(?![\p{L}\d])/iu, 1e12],
  [/^\s?[万萬만]/u, 1e4],
  [/^\s?[亿億억]/u, 1e8],
];
const CURRENCY = '(?:\\p{Sc}|\\b(?:EUR|USD|GBP|CHF|RM|INR|Rs\\.?))';
/** `k`, `m`, `b` and `t` are units (kelvin, metre, byte, tonne) unless there is money beside them. */
const SCALE_LETTER = /^\s?[kmbt](?!\p{L})/iu;
const MONEY_BEFORE = new RegExp(`${CURRENCY}\\s?$`, 'u');
const MONEY_AFTER = new RegExp(`^\\s?[kmbt]\\s?${CURRENCY}`, 'iu');
/** Where the digits 0 to 9 begin: Arabic, Persian, Devanagari, Bengali, Thai. */
const ZEROS = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50];

/**
 * The one number of a text, or undefined when there is none or more than one. Signs, currencies, percent signs, brackets for
 * negative amounts, thousands separators of all countries and words like "million" are understood.
 *
 * @param decimal The document's decimal sign, which decides "1.234" and "1,234".
 */
export function parseNumber(text: string, decimal: '.' | ',' = '.'): number | undefined {
  const plain = withPlainDigits(text, decimal);
  const found = [...plain.matchAll(NUMBER)];
  const [match] = found;
  if (!match || found.length > 1 || isPartOfWord(plain, match)) return undefined;
  const before = plain.slice(0, match.index);
  const after = plain.slice(match.index + match[0].length);
  const magnitude = parseDigits(match[0], decimalBefore(after) ?? decimal);
  if (magnitude === undefined) return undefined;
  const value = round(magnitude * scaleOf(before, after));
  return isNegative(before, after) ? -value : value;
}

/**
 * All digits as 0 to 9. A small raised digit behind a unit (m²) belongs to the unit; behind a number it may be a power
 * or a footnote, and makes it unreadable.
 */
function withPlainDigits(text: string, decimal: '.' | ','): string {
  return text
    .replace(/(\p{L})[¹²³]/gu, '$1')
    .replace(/[¹²³⁰-₉]/g, ' ^0 ')
    .normalize('NFKC')
    .replaceAll('٫', decimal)
    .replaceAll('٬', "'")
    .replace(/[٠-٩۰-۹०-९০-৯๐-๙]/g, (digit) => {
      const code = digit.charCodeAt(0);
      return String(code - (ZEROS.find((zero) => code >= zero && code < zero + 10) ?? code));
    });
}

/** The decimal sign of "1.234,–": no cents. */
const decimalBefore = (after: string): '.' | ',' | undefined =>
  /^([.,])[-–—]/.exec(after)?.[1] as '.' | ',' | undefined;

/** What digits with separators may mean, or undefined when they are no number ("1.2.3"). */
export function parseDigits(digits: string, decimal: '.' | ','): number | undefined {
  const compact = digits.replace(/[ \u00a0\u202f\u2009'’]/g, '');
  const points = compact.split('.').length - 1;
  const commas = compact.split(',').length - 1;
  if (points > 0 && commas > 0) {
    const last = compact.lastIndexOf('.') > compact.lastIndexOf(',') ? '.' : ',';
    const group = last === '.' ? ',' : '.';
    if (compact.split(last).length > 2 || !isGrouped(compact.split(last)[0] ?? '', group)) return undefined;
    return Number(compact.replaceAll(group, '').replace(last, '.'));
  }
  const sign = points > 0 ? '.' : ',';
  if (points + commas > 1) return isGrouped(compact, sign) ? Number(compact.replaceAll(sign, '')) : undefined;
  if (points + commas === 0) return Number(compact);
  const isThousands = sign !== decimal && /^[1-9]\d{0,2}[.,]\d{3}$/.test(compact) && compact === digits;
  return Number(isThousands ? compact.replace(sign, '') : compact.replace(sign, '.'));
}

/** Groups of three, or India's 12,34,567. */
function isGrouped(whole: string, separator: string): boolean {
  const [first = '', ...groups] = whole.split(separator);
  if (!/^\d{1,3}$/.test(first)) return false;
  const last = groups.at(-1);
  return last === undefined || (last.length === 3 && groups.every((group) => /^\d{2,3}$/.test(group)));
}

/** "HP-2026" and "A4" are names, not numbers; "USD50", "RM12.00" and "50EUR" are amounts. */
function isPartOfWord(text: string, match: RegExpExecArray): boolean {
  const before = /(\p{L}+)-?$/u.exec(text.slice(0, match.index))?.[1];
  const glued = before !== undefined && !/^(?:EUR|USD|GBP|CHF|RM|MYR|INR|Rs|kr|zł)$/i.test(before);
  return glued || /^[-/]\p{L}/u.test(text.slice(match.index + match[0].length));
}

function scaleOf(before: string, after: string): number {
  const scale = SCALES.find(([word]) => word.test(after));
  if (!scale) return 1;
  const isMoney = MONEY_BEFORE.test(before) || MONEY_AFTER.test(after);
  return SCALE_LETTER.test(after) && !isMoney ? 1 : scale[1];
}

function isNegative(before: string, after: string): boolean {
  if (/(?:^|[\s(:$€£])[-−–]\s?(?:[$€£¥₹]|\p{Sc}|[A-Z]{2,3}\s?)?$/u.test(before)) return true;
  if (/^\s?(?:[$€£])?\s?[-−](?!\s?[\d\p{L}])/u.test(after)) return true;
  if (/(?:^|\s)(?:minus|negative|moins|menos|meno)\s?(?:\p{Sc}|[A-Z]{2,3}\s)?$/iu.test(before)) return true;
  // "(5) items" counts; "(5) EUR" and "(5 %)" are negative.
  return (
    /\(\s?(?:\p{Sc}|[A-Z]{2,3}\s?)?$/u.test(before) &&
    /^\s?(?:\p{Sc}|[A-Z]{2,3}|%)?\s?\)(?!\s?\p{Ll})/u.test(after)
  );
}

/** 1.2 × 1e6 is 1200000, not 1199999.9999999998. */
const round = (value: number): number => Number(value.toPrecision(15));
