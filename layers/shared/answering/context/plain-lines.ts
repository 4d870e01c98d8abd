import type { Line, Lines, Page } from '../../contract/lines.ts';

/** Lines and pages of a text that came without any; a form feed begins a new page. */
export function plainLines(text: string): Lines {
  const pages: Page[] = [];
  const lines: Line[] = [];
  let start = 0;
  for (const [index, pageText] of text.split('\f').entries()) {
    const page = index + 1;
    pages.push({ page, start, end: start + pageText.length });
    let at = start;
    for (const line of pageText.split('\n')) {
      if (line.trim() !== '') lines.push({ page, start: at, end: at + line.length, source: 'plain' });
      at += line.length + 1;
    }
    start += pageText.length + 1;
  }
  return { version: 1, pages, lines };
}
