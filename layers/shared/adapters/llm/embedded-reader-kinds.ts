import { findDates } from '../../values/find-dates.ts';
import { findEmails } from '../../values/parse-email.ts';
import { type Cell, partOf } from './embedded-reader-layout.ts';
import { mayBeName, startsAsAddress } from './embedded-reader-names.ts';

/** What an answer must look like. */
export type Kind =
  | 'text'
  | 'name'
  | 'id'
  | 'date'
  | 'money'
  | 'number'
  | 'email'
  | 'iban'
  | 'bic'
  | 'tax-id'
  | 'phone'
  | 'url'
  | 'boolean';

const MONEY =
  /(?:(?:[$€£¥₹]|\b(?:RM|EUR|USD|GBP|CHF|MYR|INR|SGD|Rs\.?)|kr\.?)\s?)?[-−(]?\s?(?:\d{1,3}(?:[., '’\u00a0\u202f]\d{3})+|\d+)(?:[.,]\d{2,4})?(?!\d|\s?%|[./-]\d)(?:\s?(?:[€$£]|EUR|USD|GBP|CHF|kr)(?![\p{L}]))?/giu;
const NUMBER = /[-−]?\d[\d.,'’]*(?:\s?%)?/g;
const ID = /(?=[A-Z/._#-]{0,40}\d)[A-Z0-9][A-Z0-9/._#-]{2,40}/i;
const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b/;
const BIC = /\b[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?\b/;
const TAX_ID = /\b(?:[A-Z]{2,3}[ -]?)?\d[\dA-Z][\dA-Z .-]{4,20}[\dA-Z]\b/;
const PHONE = /(?:\+|\(|\b)\d[\d ()/.-]{5,24}\d/;
const URL = /\b(?:https?:\/\/|www\.)[^\s,;]+/i;
const BOOLEAN = /^(?:yes|no|true|false|ja|nein|oui|non|[☑☒☐✓✔✗✘]|\[[ xX]?\])/i;

/** The part of a cell that looks like the kind, or undefined. */
export function valueIn(cell: Cell, kind: Kind): Cell | undefined {
  const range = RANGES[kind](cell.text);
  if (!range) return undefined;
  const part = partOf(cell, range[0], range[1]);
  return part.text === '' ? undefined : part;
}

type FindRange = (text: string) => [number, number] | undefined;

const RANGES: Record<Kind, FindRange> = {
  text: (text) => (/[\p{L}\p{N}]/u.test(text) ? [0, text.length] : undefined),
  name: (text) => (mayBeName(text) && !startsAsAddress(text) ? [0, text.length] : undefined),
  id: (text) => {
    // What stands in brackets explains; blanks in its place keep the offsets.
    const range = first(ID)(text.replace(/\([^()]{0,40}\)/g, (part) => ' '.repeat(part.length)));
    return range && findDates(text.slice(...range), true).length === 0 ? range : undefined;
  },
  date: (text) => {
    const [date] = findDates(text, true);
    return date && [date.start, date.end];
  },
  money: (text) => {
    const found = [...text.matchAll(MONEY)].filter((match) => isAmount(match[0]));
    const last = found.at(-1);
    return last && [last.index, last.index + last[0].length];
  },
  number: first(NUMBER),
  email: (text) => {
    const [email] = findEmails(text);
    const at = email === undefined ? -1 : text.indexOf(email);
    return email === undefined || at < 0 ? undefined : [at, at + email.length];
  },
  iban: (text) => {
    const range = first(IBAN)(text);
    return range && isIban(text.slice(...range)) ? range : undefined;
  },
  bic: first(BIC),
  'tax-id': first(TAX_ID),
  phone: first(PHONE),
  url: first(URL),
  boolean: first(BOOLEAN),
};

function first(pattern: RegExp): FindRange {
  const once = new RegExp(pattern.source, pattern.flags.replace('g', ''));
  return (text) => {
    const match = once.exec(text);
    return match ? [match.index, match.index + match[0].length] : undefined;
  };
}

/** A whole number without a currency may be a quantity, a year or a position, so it is not taken for money. */
const isAmount = (text: string): boolean =>
  /[.,]\d{2}(?!\d)/.test(text) || /[$€£¥₹]|[A-Za-z]{2}/.test(text) || /\d[.,'’]\d{3}/.test(text);

/** ISO 13616: the number rearranged is 1 modulo 97. */
function isIban(text: string): boolean {
  const compact = text.replace(/\s/g, '').toUpperCase();
  const digits = (compact.slice(4) + compact.slice(0, 4)).replace(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  );
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1;
}
