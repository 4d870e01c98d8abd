import { type PageLine, type PageLines, textLines } from '../assemble.ts';
import { wordsBehind } from '../line-words.ts';

/** Hexadecimal digits a number has at least. */
const LEAST_DIGITS = 2;

/**
 * Puts its number before every line, blank ones too: `0x1A: `, hexadecimal, counted from 1 through all pages, so that
 * line n of the text is entry n - 1 of `lines.json`. All numbers of a document have the same width, or columns would
 * no longer stand under each other.
 */
export function numberLines(pages: readonly PageLines[]): PageLines[] {
  const total = pages.reduce((sum, page) => sum + textLines(page).length, 0);
  const digits = Math.max(LEAST_DIGITS, total.toString(16).length);
  let number = 0;
  return pages.map((page) => ({
    ...page,
    lines: textLines(page).map((line) => withPrefix(line, prefixOf(++number, digits))),
  }));
}

const prefixOf = (number: number, digits: number): string =>
  `0x${number.toString(16).toUpperCase().padStart(digits, '0')}: `;

function withPrefix(line: PageLine, prefix: string): PageLine {
  const words = line.words && wordsBehind(line.words, prefix.length);
  return { ...line, text: prefix + line.text, ...(words && { words }) };
}
