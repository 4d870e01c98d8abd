import { literalOf } from './numbers.ts';
import type { Section, Token } from './tokens.ts';

const DAY_MS = 86_400_000;
/** The day before 1900-01-01, and 1904-01-01. */
const EPOCH_1900 = Date.UTC(1899, 11, 31);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** 9999-12-31. */
const LAST_DAY = 2_958_466;

/** Languages of month and day names by the low byte of Windows' language number; English without one. */
const LANGUAGES: Readonly<Record<number, string>> = {
  4: 'zh',
  5: 'cs',
  6: 'da',
  7: 'de',
  8: 'el',
  10: 'es',
  11: 'fi',
  12: 'fr',
  13: 'he',
  14: 'hu',
  16: 'it',
  17: 'ja',
  18: 'ko',
  19: 'nl',
  20: 'nb',
  21: 'pl',
  22: 'pt',
  24: 'ro',
  25: 'ru',
  29: 'sv',
  31: 'tr',
};

type Moment = { date: Date; serial: number; milliseconds: number };

/** Whether a number is a day that Excel can show. */
export const isDay = (serial: number): boolean => serial >= 0 && serial < LAST_DAY;

/** A day number as a date or time, in the calendar of 1900 or that of 1904. */
export function formatDate(serial: number, { tokens, language }: Section, from1904: boolean): string {
  const decimals = secondDecimals(tokens);
  const unit = 1000 / 10 ** decimals;
  const milliseconds = Math.round(((serial % 1) * DAY_MS) / unit) * unit;
  const moment = {
    date: dateOf(Math.floor(serial), milliseconds, from1904),
    serial: Math.floor(serial) * DAY_MS + milliseconds,
    milliseconds,
  };
  const twelve = tokens.some(({ kind }) => kind === 'half');
  const locale = LANGUAGES[(language ?? 9) & 0xff] ?? 'en';
  return tokens
    .map((token, index) => {
      if (token.kind === 'date') return datePart(token.text, moment, twelve, locale);
      if (token.kind === 'elapsed') return elapsed(token.text, moment.serial);
      if (token.kind === 'half') return half(token.text, moment.date.getUTCHours());
      if (token.kind === 'point') return '.';
      if (token.kind === 'digit') return decimalOf(tokens, index, moment.date);
      return literalOf(token);
    })
    .join('');
}

/** Excel's calendar of 1900 has a 29 February in that year, as Lotus 1-2-3 had; days before it are one off. */
function dateOf(day: number, milliseconds: number, from1904: boolean): Date {
  if (from1904) return new Date(EPOCH_1904 + day * DAY_MS + milliseconds);
  return new Date(EPOCH_1900 + (day > 60 ? day - 1 : day) * DAY_MS + milliseconds);
}

function datePart(text: string, { date, serial }: Moment, twelve: boolean, locale: string): string {
  const padded = (value: number) => String(value).padStart(Math.min(text.length, 2), '0');
  const named = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(date);
  const isLeapBug = Math.floor(serial / DAY_MS) === 60 && date.getTime() < EPOCH_1904;
  switch (text[0]) {
    case 'y':
    case 'e':
      return text.length > 2 || text[0] === 'e'
        ? String(date.getUTCFullYear())
        : String(date.getUTCFullYear() % 100).padStart(2, '0');
    case 'm':
      if (text.length > 4) return named({ month: 'long' }).slice(0, 1);
      if (text.length > 2) return named({ month: text.length === 3 ? 'short' : 'long' }).replace(/\.$/, '');
      return padded(isLeapBug ? 2 : date.getUTCMonth() + 1);
    case 'd':
      if (text.length > 2) return named({ weekday: text.length === 3 ? 'short' : 'long' }).replace(/\.$/, '');
      return padded(isLeapBug ? 29 : date.getUTCDate());
    case 'h':
      return padded(twelve ? date.getUTCHours() % 12 || 12 : date.getUTCHours());
    case 'n':
      return padded(date.getUTCMinutes());
    case 's':
      return padded(date.getUTCSeconds());
    default:
      return '';
  }
}

function elapsed(text: string, milliseconds: number): string {
  const unit = text.startsWith('h') ? 3_600_000 : text.startsWith('m') ? 60_000 : 1000;
  return String(Math.floor(milliseconds / unit)).padStart(text.length, '0');
}

function half(text: string, hours: number): string {
  const name = hours < 12 ? 'AM' : 'PM';
  return text.length > 3 ? name : name.slice(0, 1);
}

const secondDecimals = (tokens: readonly Token[]): number =>
  Math.min(3, tokens.filter(({ kind }) => kind === 'digit').length);

function decimalOf(tokens: readonly Token[], index: number, date: Date): string {
  const place = tokens.slice(0, index).filter(({ kind }) => kind === 'digit').length;
  return String(date.getUTCMilliseconds()).padStart(3, '0')[place] ?? '0';
}
