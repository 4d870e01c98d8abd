import type { Box, Line, Lines, Page, TextSource, Word } from '../contract/lines.ts';

/**
 * A line of one page: its text, its words with ranges in that text, and what else is known of it. `box` is for lines
 * whose words are not known; words' boxes take its place.
 */
export type PageLine = Pick<Line, 'box' | 'confidence' | 'place' | 'role'> & {
  text: string;
  words?: Word[];
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

function lineOf(page: PageLines, at: number, { text, words, source, ...more }: PageLine): Line {
  const line: Line = {
    page: page.page,
    start: at,
    end: at + text.length,
    source: source ?? page.source,
    ...more,
  };
  if (!words || words.length === 0) return line;
  line.words = words.map((word) => movedBy(at, word));
  line.box = boxAround(words);
  return line;
}

/** Written out, as it is called for every word of a document. */
function movedBy(at: number, [start, end, x0, y0, x1, y1, confidence]: Word): Word {
  return confidence === undefined
    ? [start + at, end + at, x0, y0, x1, y1]
    : [start + at, end + at, x0, y0, x1, y1, confidence];
}

function boxAround(words: readonly Word[]): Box {
  const box: Box = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const word of words) {
    if (word[2] < box[0]) box[0] = word[2];
    if (word[3] < box[1]) box[1] = word[3];
    if (word[4] > box[2]) box[2] = word[4];
    if (word[5] > box[3]) box[3] = word[5];
  }
  return box;
}
