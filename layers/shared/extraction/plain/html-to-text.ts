import type { Converted } from '../conversion/protocol.ts';
import { textPage } from './text-page.ts';

/** Deeper nesting is nobody's layout, and would exhaust the stack. */
const MAX_DEPTH = 400;

/** Reads HTML: text blocks in order, table cells aligned to columns, no markup, no scripts, no link targets. */
export async function htmlToText(html: string): Promise<Converted> {
  const { convert } = await import('html-to-text');
  const cut = '\u0000cut\u0000';
  const text = convert(html, {
    wordwrap: false,
    limits: { maxInputLength: html.length, maxDepth: MAX_DEPTH, ellipsis: cut },
    selectors: [
      {
        selector: 'table',
        format: 'dataTable',
        options: { uppercaseHeaderCells: false, colSpacing: 2, maxColumnWidth: 60 },
      },
      { selector: 'a', options: { ignoreHref: true } },
      { selector: 'img', format: 'skip' },
      { selector: 'svg', format: 'skip' },
      { selector: 'noscript', format: 'skip' },
      { selector: 'template', format: 'skip' },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
        selector,
        options: { uppercase: false },
      })),
    ],
  });
  const warnings = text.includes(cut)
    ? [`Parts nested more than ${MAX_DEPTH} levels deep were left out.`]
    : [];
  return { ...textPage(text.replaceAll(cut, '').replaceAll('\u00a0', ' '), 'html'), warnings };
}
