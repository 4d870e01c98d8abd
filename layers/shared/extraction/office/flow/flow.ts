import type { PageLine, PageLines } from '../../assemble.ts';
import { Refusal } from '../../conversion/protocol.ts';
import { drawTable } from './draw-table.ts';
import type { TableRow } from './table-cell.ts';

/** Marks within a text: a page break that the author made, and one that a program found when it laid the text out. */
export const PAGE_BREAK = '\f';
export const RENDERED_BREAK = '\v';

/** Characters and lines that a file may have. */
const MOST_CHARACTERS = 64 * 1024 * 1024;
const MOST_LINES = 2_000_000;

type Role = PageLine['role'];

/** Collects lines page by page. */
export type Flow = {
  /** Lines of a text, which may hold page breaks. */
  text(text: string, place: string, options?: { indent?: number; role?: Role }): void;
  /** Rows, each with the place that `placeOf` gives it; those of `newPages` begin a page. */
  table(rows: readonly TableRow[], placeOf: (row: number) => string, newPages?: ReadonlySet<number>): void;
  /** A blank line, unless there is one or the page begins. */
  blank(): void;
  /** A new page; unless `forced`, only when this one has text. */
  newPage(forced?: boolean): void;
  isEmpty(): boolean;
  /** Ends the last page. */
  pages(): PageLine[][];
};

/**
 * `footOfPage` is called when a page ends, to write what belongs there.
 *
 * @throws Refusal `limit_exceeded` for more text than anyone can use.
 */
export function createFlow(footOfPage: () => void = () => {}): Flow {
  const pages: PageLine[][] = [[]];
  let page = pages[0] as PageLine[];
  let characters = 0;
  let lines = 0;
  const add = (line: PageLine) => {
    characters += line.text.length + 1;
    if (characters > MOST_CHARACTERS || ++lines > MOST_LINES) throw tooLong();
    page.push(line);
  };
  const blank = () => {
    if (page.length > 0 && page.at(-1)?.text !== '') add({ text: '' });
  };
  const newPage = (forced = false) => {
    if (!forced && page.every(({ text }) => text === '')) return;
    footOfPage();
    while (page.at(-1)?.text === '') page.pop();
    page = [];
    pages.push(page);
  };
  const text: Flow['text'] = (value, place, { indent: indentOfFirst = 0, role } = {}) => {
    value.split(/([\f\v])/).forEach((part, index, all) => {
      if (part === PAGE_BREAK || part === RENDERED_BREAK) {
        newPage(part === PAGE_BREAK);
        return;
      }
      if (all.length > 1 && part.trim() === '') return;
      const indent = index === 0 ? indentOfFirst : 0;
      for (const line of part.split('\n')) {
        const trimmed = line.trimEnd();
        if (trimmed === '') blank();
        else add({ text: ' '.repeat(indent) + trimmed, place, ...(role && { role }) });
      }
    });
  };
  return {
    text,
    table(rows, placeOf, newPages) {
      drawTable(rows).forEach((drawn, row) => {
        if (newPages?.has(row)) newPage();
        for (const line of drawn) if (line !== '') add({ text: line, place: placeOf(row) });
      });
    },
    blank,
    newPage,
    isEmpty: () => pages.every((lines) => lines.every((line) => line.text === '')),
    pages() {
      footOfPage();
      while (page.at(-1)?.text === '') page.pop();
      if (page.length === 0 && pages.length > 1) pages.pop();
      return pages;
    },
  };
}

/** The pages as a document has them. */
export const pageLines = (pages: readonly PageLine[][]): PageLines[] =>
  pages.map((lines, index) => ({ page: index + 1, source: 'office', lines }));

const tooLong = () =>
  new Refusal(
    'limit_exceeded',
    `The file has more than ${MOST_CHARACTERS} characters or ${MOST_LINES} lines of text. Split it.`,
  );
