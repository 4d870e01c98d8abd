import { NotPlain } from '../types.ts';
import { isDigit } from './characters.ts';
import { endsWord, type Reader } from './reader.ts';

/** PDFium's words are no longer. */
const LONGEST = 250;
const PLUS = 0x2b;
const MINUS = 0x2d;
const POINT = 0x2e;
/** So many digits are exact in a double, and so are the powers of ten that they are divided by. */
const EXACT_DIGITS = 15;
const POWERS_OF_TEN = Float64Array.from({ length: EXACT_DIGITS + 1 }, (_, exponent) => 10 ** exponent);

/**
 * Reads a number at the reader's place (ISO 32000-1, 7.3.3). Any that the standard does not know, e.g. `--5`, which
 * readers take for different things, is not plain.
 */
export function readNumber(reader: Reader): number {
  const { bytes } = reader;
  let at = reader.at;
  const sign = bytes[at];
  if (sign === MINUS || sign === PLUS) at++;
  const start = at;
  let value = 0;
  let decimals = -1;
  const last = Math.min(bytes.length, start + LONGEST);
  for (; at < last; at++) {
    const byte = bytes[at] as number;
    if (isDigit(byte)) {
      value = value * 10 + (byte - 0x30);
      if (decimals >= 0) decimals++;
    } else if (byte === POINT && decimals < 0) decimals = 0;
    else break;
  }
  const digits = at - start - (decimals < 0 ? 0 : 1);
  if (digits === 0 || !endsWord(bytes, at)) throw new NotPlain('A number is malformed');
  reader.at = at;
  if (digits > EXACT_DIGITS) value = ofManyDigits(bytes, start, at);
  else if (decimals > 0) value /= POWERS_OF_TEN[decimals] as number;
  return sign === MINUS ? -value : value;
}

const ofManyDigits = (bytes: Uint8Array, start: number, end: number): number =>
  Number(String.fromCharCode(...bytes.subarray(start, end)));
