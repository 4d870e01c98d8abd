import { LINE_END_HYPHEN } from '../content/hyphens.ts';

/** Blanks of all kinds, and characters that show nothing. Called for every character, so numbers, not patterns. */
export function isBlank(code: number): boolean {
  if (code > 0x20 && code < 0xa0) return false;
  if (code <= 0x20) return code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0;
  if (code < 0x1680) return code === 0xa0;
  if (code >= 0x2000 && code <= 0x200d) return true;
  return OTHER_BLANKS.has(code);
}

const OTHER_BLANKS: ReadonlySet<number> = new Set([
  0x1680, 0x180e, 0x2028, 0x2029, 0x202f, 0x205f, 0x2060, 0x3000, 0xfeff,
]);

const isControl = (code: number): boolean => (code > 0 && code < 0x20) || (code >= 0x7f && code < 0xa0);

/** Control characters and private use: what a font without a Unicode map gives. */
export const isUnmapped = (code: number): boolean =>
  (isControl(code) && !isBlank(code)) || (code >= 0xe000 && code <= 0xf8ff) || code === 0xfffd;

/** A token's text as it may be shown: line-end hyphens as hyphens, control characters as U+FFFD. */
export function cleanText(text: string): string {
  let clean = '';
  for (let unit = 0; unit < text.length; unit++) {
    const code = text.charCodeAt(unit);
    if (code === LINE_END_HYPHEN) clean += '-';
    else clean += isControl(code) ? '\ufffd' : text[unit];
  }
  return clean;
}
