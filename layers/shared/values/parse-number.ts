/** A number in running text, with everything that may belong to it. Spaces group thousands only before three digits. */
const NUMBER = /\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,'’]\d+)*|[.,]\d+/g;

const SCALES: readonly [RegExp, number][] = [
  [/^\s?(?:thousand|tausend|tsd\.?|mille|mil|k)(?![\p{L}\d])/iu, 1e3],
  [/^\s?(?:millions?|millionen|mio\.?|mln\.?|millones|milhões|milioni|mm|m)(?![\p{L}\d²³])/iu, 1e6],
  [/^\s?(?:billions?|milliarden?|mrd\.?|milliards?|bn)(?![\p{L}\d])/iu, 1e9],
];
/** `m` and `k` are units (metre, kelvin) unless money stands before the number. */
const MONEY_BEFORE = /(?:[$€£¥₹]|\b(?:EUR|USD|GBP|CHF|RM|INR))\s?$/;

/**
 * The one number of a text, or undefined when there is none or more than one. Signs, currencies, percent signs, brackets for
 * negative amounts, thousands separators of all countries and words like "million" are understood.
 *
 * @param decimal The document's decimal sign, which decides "1.234" and "1,234".
 */
export function parseNumber(text: string, decimal: '.' | ',' = '.'): number | undefined {
  const plain = text.normalize('NFKC').replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660));
  const found = [...plain.matchAll(NUMBER)];
  const [match] = found;
  if (!match || found.length > 1 || isPartOfWord(plain, match)) return undefined;
  const magnitude = parseDigits(match[0], decimal);
  if (magnitude === undefined) return undefined;
  const before = plain.slice(0, match.index);
  const after = plain.slice(match.index + match[0].length);
  const value = round(magnitude * scaleOf(before, after));
  return isNegative(before, after) ? -value : value;
}

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
  const isLetter = /^\s?[km](?!\p{L})/iu.test(after);
  return isLetter && !MONEY_BEFORE.test(before) ? 1 : scale[1];
}

function isNegative(before: string, after: string): boolean {
  if (/(?:^|[\s(:$€£])[-−–]\s?(?:[$€£¥₹]|\p{Sc}|[A-Z]{2,3}\s?)?$/u.test(before)) return true;
  if (/^\s?(?:[$€£])?\s?[-−](?!\s?[\d\p{L}])/u.test(after)) return true;
  return /\(\s?(?:\p{Sc}|[A-Z]{2,3}\s?)?$/u.test(before) && /^\s?(?:\p{Sc}|[A-Z]{2,3})?\s?\)/u.test(after);
}

/** 1.2 × 1e6 is 1200000, not 1199999.9999999998. */
const round = (value: number): number => Number(value.toPrecision(15));
