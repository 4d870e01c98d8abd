import { Refusal } from '../conversion/protocol.ts';
import type { LocalDocument } from '../local-document.ts';

/** Lines that a text may have; `lines.json` has an entry for each. */
const MOST_LINES = 2_000_000;

/**
 * A text as it is, one line an entry, all on page 1. Line ends become `\n`; a form feed at a line's end is dropped.
 *
 * @throws Refusal `limit_exceeded` for more lines than anyone can use.
 */
export function textPage(text: string, fileType: string): LocalDocument {
  const normalised = text.replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n').trimEnd();
  if (hasTooManyLines(normalised))
    throw new Refusal('limit_exceeded', `The file has more than ${MOST_LINES} lines. Split it.`);
  const lines =
    normalised.trim() === ''
      ? []
      : normalised.split('\n').map((line) => ({ text: line.replaceAll('\f', '').trimEnd() }));
  return { fileType, pageCount: 1, pages: [{ page: 1, source: 'plain', lines }], warnings: [] };
}

/** Looks no further than it must: a hundred megabytes of line ends would take seconds. */
function hasTooManyLines(text: string): boolean {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0 && lines <= MOST_LINES; at = text.indexOf('\n', at + 1)) lines++;
  return lines > MOST_LINES;
}
