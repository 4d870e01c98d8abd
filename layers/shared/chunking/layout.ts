import type { Line, Page } from '../contract/lines.ts';
import type { Range } from './unit.ts';

/**
 * What the extraction knows of the pages beyond their text. Asked line by line from the text's beginning on; each
 * question looks only forward, so a whole text takes linear time.
 */
export type PageLayout = {
  /** Whether the line stands in a page's running header or footer, or is the separator between two pages. */
  isRunning(start: number, end: number): boolean;
  /** Whether a page begins in the line. */
  startsPage(start: number, end: number): boolean;
};

/** A layout for one pass over the text. */
export function asLayout(pages: readonly Page[], lines: readonly Line[]): PageLayout {
  const running = [...runningLines(lines), ...separators(pages)].sort((a, b) => a.start - b.start);
  let line = 0;
  let page = 0;
  return {
    isRunning(start, end) {
      while (line < running.length && (running[line] as Range).end <= start) line++;
      const found = running[line];
      return found !== undefined && found.start < end && found.end > start;
    },
    startsPage(start, end) {
      while (page < pages.length && (pages[page] as Page).start < start) page++;
      return (pages[page]?.start ?? end) < end;
    },
  };
}

const runningLines = (lines: readonly Line[]): Range[] =>
  lines.filter(({ role, start, end }) => role !== undefined && end > start);

/** What is neither on one page nor on the next: "<<<" on a line of its own. White space needs no telling apart. */
function separators(pages: readonly Page[]): Range[] {
  const between: Range[] = [];
  for (const [i, page] of pages.entries()) {
    const before = pages[i - 1];
    if (before && page.start - before.end > 3) between.push({ start: before.end + 1, end: page.start - 1 });
  }
  return between;
}
