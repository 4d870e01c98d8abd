import { rounded } from './general.ts';
import type { Token } from './tokens.ts';

type Digits = Extract<Token, { kind: 'digit' }>;

const isDigit = (token: Token | undefined): token is Digits => token?.kind === 'digit';

/** The absolute value in a section with digits: thousands, percent, scaling, exponent. The sign is the caller's. */
export function formatDigits(value: number, tokens: readonly Token[]): string {
  const exponent = tokens.findIndex(({ kind }) => kind === 'exponent');
  if (exponent >= 0) return withExponent(value, tokens, exponent);
  const percents = tokens.filter(({ kind }) => kind === 'percent').length;
  const { body, thousands, scale } = withoutCommas(tokens);
  const scaled = (Math.abs(value) * 100 ** percents) / 1000 ** scale;
  return mantissa(scaled, body, thousands);
}

/** Whether any digit other than 0 would be shown: a minus before zero is not. */
export const showsNothingButZero = (text: string): boolean => /\d/.test(text) && !/[1-9]/.test(text);

/** A comma between digits groups thousands, behind the last one it divides by a thousand. */
function withoutCommas(tokens: readonly Token[]) {
  const point = tokens.findIndex(({ kind }) => kind === 'point');
  const whole = point < 0 ? tokens : tokens.slice(0, point);
  const last = whole.findLastIndex(isDigit);
  let scale = 0;
  let thousands = false;
  const body = tokens.filter((token, index) => {
    if (token.kind !== 'comma') return true;
    const before = tokens.slice(0, index).some(isDigit);
    if (before && index < last) thousands = true;
    else if (before && tokens.slice(index + 1).every((next) => !isDigit(next) || point >= 0)) scale++;
    else return true;
    return false;
  });
  return { body, thousands, scale };
}

function mantissa(value: number, tokens: readonly Token[], thousands: boolean): string {
  const point = tokens.findIndex(({ kind }) => kind === 'point');
  const whole = point < 0 ? tokens : tokens.slice(0, point);
  const part = point < 0 ? [] : tokens.slice(point + 1);
  const [digits = '0', decimals = ''] = rounded(value, part.filter(isDigit).length).split('.');
  const shown = wholeText(digits === '0' ? '' : digits, whole, thousands);
  return point < 0 ? shown : `${shown}.${decimalText(decimals, part)}`;
}

/** Fills the places of the whole part from its right end; the first place takes all that is left. */
function wholeText(digits: string, tokens: readonly Token[], thousands: boolean): string {
  const first = tokens.findIndex(isDigit);
  let left = digits;
  let count = 0;
  let text = '';
  const put = (digit: string) => {
    if (thousands && count > 0 && count % 3 === 0 && digit !== ' ') text = `,${text}`;
    text = digit + text;
    count++;
  };
  for (let index = tokens.length - 1; index >= 0; index--) {
    const token = tokens[index];
    if (!isDigit(token)) text = literalOf(token) + text;
    else if (left !== '') {
      put(left.at(-1) ?? '');
      left = left.slice(0, -1);
    } else if (token.text !== '#') put(token.text === '0' ? '0' : ' ');
    if (index === first) for (; left !== ''; left = left.slice(0, -1)) put(left.at(-1) ?? '');
  }
  return text;
}

function decimalText(decimals: string, tokens: readonly Token[]): string {
  const places = tokens.filter(isDigit);
  const needed = Math.max(
    places.findLastIndex(({ text }) => text === '0') + 1,
    decimals.replace(/0+$/, '').length,
  );
  let place = 0;
  return tokens
    .map((token) => {
      if (!isDigit(token)) return literalOf(token);
      const digit = place < needed ? (decimals[place] ?? '') : token.text === '?' ? ' ' : '';
      place++;
      return digit;
    })
    .join('');
}

function withExponent(value: number, tokens: readonly Token[], at: number): string {
  const before = tokens.slice(0, at);
  const point = before.findIndex(({ kind }) => kind === 'point');
  const step = Math.max(1, before.slice(0, point < 0 ? undefined : point).filter(isDigit).length);
  const decimals = point < 0 ? 0 : before.slice(point).filter(isDigit).length;
  const size = Math.abs(value);
  let exponent = size === 0 ? 0 : Math.floor(Number(size.toExponential(14).split('e')[1]) / step) * step;
  if (size > 0 && Number(rounded(size / 10 ** exponent, decimals)) >= 10 ** step) exponent += step;
  const token = tokens[at];
  const sign = exponent < 0 ? '-' : token?.kind === 'exponent' && token.sign ? '+' : '';
  const after = wholeText(String(Math.abs(exponent)), tokens.slice(at + 1), false);
  return `${mantissa(size / 10 ** exponent, before, false)}E${sign}${after}`;
}

export function literalOf(token: Token | undefined): string {
  if (token?.kind === 'literal') return token.text;
  if (token?.kind === 'percent') return '%';
  if (token?.kind === 'slash') return '/';
  if (token?.kind === 'comma') return ',';
  return '';
}
