import { type Characters, REPLACEMENT } from './characters.ts';

/** PDFium's mark for a hyphen that ends a line. */
export const LINE_END_HYPHEN = 0xfffe;

/** The hyphen of the keyboard, and the soft one. */
export const isHyphen = (unit: number): boolean => unit === 0x2d || unit === 0xad;

const BLANK = 0x20;

/**
 * Whether the line so far ends in a hyphen that stands in a word which goes on with `unit`: PDFium then marks the
 * hyphen and does not end the line. Blanks behind the hyphen do not count. A hyphen that stands in for what is drawn
 * always is such a one.
 */
export function joinsWord({ units, codes, count, line }: Characters, unit: number): boolean {
  const from = count > line ? line : 0;
  let at = count - 1;
  while (at > from && units[at] === BLANK) at--;
  if (at < from || !isHyphen(units[at] as number)) return false;
  if (at > from && isLetter(units[at - 1] as number) && (isLetter(unit) || isDigit(unit))) return true;
  return codes[count - 1] === REPLACEMENT && isHyphen(units[count - 1] as number);
}

const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39;

function isLetter(unit: number): boolean {
  if (unit < 0x80) return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a);
  return /\p{Alphabetic}/u.test(String.fromCharCode(unit));
}
