import type { ExtractedDocument } from '../../adapters/x2text/types.ts';
import { permanentError } from '../../contract/errors.ts';
import type { TextSource } from '../../contract/lines.ts';
import { assemble } from '../assemble.ts';

/** Lines that a text may have; `lines.json` has an entry for each. */
const MOST_LINES = 2_000_000;

/** A text as it is, one line an entry, all on page 1. Line ends become `\n`; a form feed at a line's end is dropped. */
export function readText(
  text: string,
  fileType: string,
  warnings: string[],
  source: TextSource = 'plain',
): ExtractedDocument {
  if (text.trim() === '')
    throw permanentError('no_text', 'The file has no text: it holds nothing but blanks.');
  const normalised = text.replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n').trimEnd();
  if (countLines(normalised) > MOST_LINES)
    throw permanentError('limit_exceeded', `The file has more than ${MOST_LINES} lines. Split it.`);
  const lines = normalised.split('\n').map((line) => ({ text: line.replaceAll('\f', '').trimEnd() }));
  const assembled = assemble([{ page: 1, lines }], source);
  return { ...assembled, fileType, pageCount: 1, warnings };
}

function countLines(text: string): number {
  let count = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
