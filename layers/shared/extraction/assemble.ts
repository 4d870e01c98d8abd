import type { Line, Lines, Page, TextSource, Word } from '../contract/lines.ts';

/** A line of one page: its text, and its words with ranges in that text. */
export type PageLine = { text: string; words?: Word[] };

export type PageLines = { page: number; width?: number; height?: number; lines: readonly PageLine[] };

/** `output_mode` settings that shape the whole text: what stands between two pages. */
export const DEFAULT_PAGE_SEPARATOR = '\f';

/**
 * Joins pages to the document's text and says where each line and word of it stands. Every line of the text, blank
 * ones too, is an entry: `lines[i]` is line i + 1 of the text while the separator is a form feed. A separator other
 * than that stands on a line of its own.
 */
export function assemble(
  pages: readonly PageLines[],
  source: TextSource,
  separator: string = DEFAULT_PAGE_SEPARATOR,
): { text: string; lines: Lines } {
  const parts: string[] = [];
  const lines: Line[] = [];
  const ranges: Page[] = [];
  const between = separator === DEFAULT_PAGE_SEPARATOR ? '\n\f' : `\n${separator}\n`;
  let at = 0;
  pages.forEach(({ page, width, height, lines: pageLines }, index) => {
    if (index > 0) {
      parts.push(between);
      at += between.length;
    }
    const start = at;
    pageLines.forEach(({ text, words }, number) => {
      if (number > 0) {
        parts.push('\n');
        at += 1;
      }
      lines.push(lineOf(page, at, text, words, source));
      parts.push(text);
      at += text.length;
    });
    ranges.push({ page, ...(width !== undefined && { width, height }), start, end: at });
  });
  return { text: parts.join(''), lines: { version: 1, pages: ranges, lines } };
}

function lineOf(page: number, at: number, text: string, words: Word[] | undefined, source: TextSource): Line {
  const line: Line = { page, start: at, end: at + text.length, source };
  if (!words || words.length === 0) return line;
  line.words = words.map(([start, end, ...box]) => [start + at, end + at, ...box]);
  line.box = [
    Math.min(...words.map((word) => word[2])),
    Math.min(...words.map((word) => word[3])),
    Math.max(...words.map((word) => word[4])),
    Math.max(...words.map((word) => word[5])),
  ];
  return line;
}
