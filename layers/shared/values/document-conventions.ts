/** How a document writes what can be read in two ways. */
export type Conventions = {
  /** 03/04/2026 is 3 April. */
  dayFirst: boolean;
  /** False when nothing in the document decided it. */
  dayFirstCertain: boolean;
  /** The decimal sign; the other one groups thousands. */
  decimal: '.' | ',';
};

const SAMPLE_CHARACTERS = 400_000;
const NUMERIC_DATE = /\b(\d{1,2})([./-])(\d{1,2})\2(?:\d{4}|\d{2})\b/g;
const COMMA_DECIMAL = /\d,\d{2}(?![\d.,])/g;
const POINT_DECIMAL = /\d\.\d{2}(?![\d.,])/g;
/** Signs of a document from the United States, the only large country that writes the month first. */
const UNITED_STATES =
  /\b[A-Z]{2} \d{5}(?:-\d{4})?\b|\bU\.?S\.?A\b|\bUnited States\b|\bUSD\b|(?<![A-Z])\$ ?\d/g;
const ELSEWHERE = /€|£|₹|\b(?:EUR|GBP|CHF|RM|MYR|SGD|AUD|NZD|INR|GST|VAT|SDN BHD|GmbH|Ltd|Limited|UK)\b/g;

/**
 * Reads a document's conventions from the document itself: a date with a part above 12 shows the order, prices with
 * two decimals show the decimal sign. Where no date decides, the country does; where nothing does, the day is first.
 */
export function readConventions(text: string): Conventions {
  const sample = text.slice(0, SAMPLE_CHARACTERS);
  return { ...readDateOrder(sample), decimal: readDecimalSign(sample) };
}

function readDateOrder(text: string): Pick<Conventions, 'dayFirst' | 'dayFirstCertain'> {
  let dayFirst = 0;
  let monthFirst = 0;
  for (const [, first, sign, second] of text.matchAll(NUMERIC_DATE)) {
    // Dots are used where the day comes first.
    if (Number(first) > 12 || sign === '.') dayFirst++;
    else if (Number(second) > 12) monthFirst++;
  }
  if (dayFirst !== monthFirst) return { dayFirst: dayFirst > monthFirst, dayFirstCertain: true };
  const american = count(text, UNITED_STATES);
  return { dayFirst: american <= count(text, ELSEWHERE), dayFirstCertain: false };
}

function readDecimalSign(text: string): '.' | ',' {
  return count(text, COMMA_DECIMAL) > count(text, POINT_DECIMAL) ? ',' : '.';
}

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
