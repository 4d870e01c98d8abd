import type { Line, Lines, Page } from '../contract/lines.ts';

/**
 * Lines and pages of a text that came without any: pages between form feeds, lines between line feeds, blank ones too.
 * The line feed before a form feed only ends its page, as in the texts that extraction makes, so that entry i is line
 * i + 1 of the text.
 */
export function plainLines(text: string): Lines {
  const pages: Page[] = [];
  const lines: Line[] = [];
  let start = 0;
  for (const part of text.split(/(?<=\f)/)) {
    const page = pages.length + 1;
    const pageText = part.replace(/\n?\f$/, '');
    pages.push({ page, start, end: start + pageText.length });
    let lineStart = start;
    for (const lineText of pageText.split('\n')) {
      lines.push({ page, start: lineStart, end: lineStart + lineText.length, source: 'plain' });
      lineStart += lineText.length + 1;
    }
    start += part.length;
  }
  return { version: 1, pages, lines };
}
