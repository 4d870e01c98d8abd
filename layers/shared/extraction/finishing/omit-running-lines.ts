import type { PageLine, PageLines } from '../assemble.ts';

/** Leaves out lines that are marked as header or footer, with the blank lines between them and the page's text. */
export function omitRunningLines(pages: readonly PageLines[]): { pages: PageLines[]; omitted: number } {
  let omitted = 0;
  const kept = pages.map((page) => {
    const lines = page.lines.filter(({ role }) => role === undefined);
    if (lines.length === page.lines.length) return page;
    omitted += page.lines.length - lines.length;
    return { ...page, lines: trimBlank(lines) };
  });
  return { pages: kept, omitted };
}

function trimBlank(lines: readonly PageLine[]): PageLine[] {
  const from = lines.findIndex(hasText);
  if (from < 0) return [];
  return lines.slice(from, lines.findLastIndex(hasText) + 1);
}

const hasText = ({ text }: PageLine): boolean => text.trim() !== '';
