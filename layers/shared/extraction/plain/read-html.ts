import type { ExtractedDocument } from '../../adapters/x2text/types.ts';
import { permanentError } from '../../contract/errors.ts';
import { readText } from './read-text.ts';

/** Characters of HTML that are read; a 10-K filing has some three million. */
const MOST_CHARACTERS = 32 * 1024 * 1024;
/** Deeper nesting is nobody's layout, and would exhaust the stack. */
const MAX_DEPTH = 400;

/** Reads HTML: text blocks in order, table cells aligned to columns, no markup, no scripts, no link targets. */
export async function readHtml(html: string, warnings: string[]): Promise<ExtractedDocument> {
  if (html.length > MOST_CHARACTERS)
    throw permanentError('limit_exceeded', `The HTML has more than ${MOST_CHARACTERS} characters.`);
  const { convert } = await import('html-to-text');
  const cut = '\u0000cut\u0000';
  const text = convert(html, {
    wordwrap: false,
    limits: { maxInputLength: MOST_CHARACTERS, maxDepth: MAX_DEPTH, ellipsis: cut },
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
  const all = text.includes(cut)
    ? [...warnings, `Parts nested more than ${MAX_DEPTH} levels deep were left out.`]
    : warnings;
  return readText(text.replaceAll(cut, '').replaceAll('\u00a0', ' '), 'html', all);
}
