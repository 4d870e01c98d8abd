import type { Line, Lines, Page, TextSource } from '../contract/lines.ts';
import { boxAround, type LineWords, wordsStartingAt } from './line-words.ts';

/**
 * A line of one page: its text, its words with ranges in that text, and what else is known of it. `box` is for lines
 * whose words are not known; words' boxes take its place.
 */
export type PageLine = Pick<Line, 'box' | 'confidence' | 'place' | 'role'> & {
  text: string;
  words?: LineWords;
  /** Where it differs from the page's. */
  source?: TextSource;
};

export type PageLines = {
  page: number;
  /** Name of the sheet, slide or attachment. */
  name?: string;
  width?: number;
  height?: number;
  source: TextSource;
  lines: readonly PageLine[];
};

/** `output_mode` settings that shape the whole text: what stands between two pages. */
export const DEFAULT_PAGE_SEPARATOR = '\f';

/**
 * Joins pages to the document's text and says where each line and word of it stands. Every line of the text, blank
 * ones too, is an entry: `lines[i]` is line i + 1 of the text while the separator is a form feed. A separator other
 * than that stands on a line of its own; `{{page_no}}` in it becomes the number of the page that ends there.
 */
export function assemble(
  pages: readonly PageLines[],
  separator: string = DEFAULT_PAGE_SEPARATOR,
): { text: string; lines: Lines } {
  const parts: string[] = [];
  const lines: Line[] = [];
  const ranges: Page[] = [];
  let at = 0;
  pages.forEach((page, index) => {
    const previous = pages[index - 1];
    if (previous) {
      const between = separatorAfter(previous.page, separator);
      parts.push(between);
      at += between.length;
    }
    const start = at;
    textLines(page).forEach((line, number) => {
      if (number > 0) {
        parts.push('\n');
        at += 1;
      }
      lines.push(lineOf(page, at, line));
      parts.push(line.text);
      at += line.text.length;
    });
    ranges.push({ ...sizeAndName(page), start, end: at });
  });
  return { text: parts.join(''), lines: { version: 1, pages: ranges, lines } };
}

const BLANK: readonly PageLine[] = [{ text: '' }];

/** A page's lines as the text has them: a page without any still is one blank line between two separators. */
export const textLines = ({ lines }: PageLines): readonly PageLine[] => (lines.length === 0 ? BLANK : lines);

const separatorAfter = (page: number, separator: string): string =>
  separator === DEFAULT_PAGE_SEPARATOR ? '\n\f' : `\n${separator.replaceAll('{{page_no}}', String(page))}\n`;

const sizeAndName = ({ page, name, width, height }: PageLines) => ({
  page,
  ...(name !== undefined && { name }),
  ...(width !== undefined && { width, height }),
});

/** Written out, as rest and spread take longer than all else that is done with a line. */
function lineOf({ page, source }: PageLines, start: number, line: PageLine): Line {
  const { text, words, box, confidence, place, role } = line;
  const made: Line = { page, start, end: start + text.length, source: line.source ?? source };
  if (confidence !== undefined) made.confidence = confidence;
  if (place !== undefined) made.place = place;
  if (role !== undefined) made.role = role;
  if (words && words.length > 0) {
    made.words = wordsStartingAt(words, start);
    made.box = boxAround(words);
  } else if (box) made.box = box;
  return made;
}
