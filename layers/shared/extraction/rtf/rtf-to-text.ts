import type { PageLine, PageLines } from '../assemble.ts';
import type { Converted } from '../conversion/protocol.ts';
import { makeReader, type RtfText } from './read-rtf.ts';
import { scanRtf } from './scan.ts';

/** More blank lines than this in a row say nothing more. */
const MOST_BLANK_LINES = 2;

/** Reads an RTF document as one page: headers, body, footnotes, footers. Pictures and objects are left out. */
export function rtfToText(bytes: Uint8Array): Converted {
  const reader = makeReader();
  scanRtf(bytes, reader);
  const page: PageLines = { page: 1, source: 'office', lines: linesOf(reader.finish()) };
  return { fileType: 'rtf', pageCount: 1, pages: [page], warnings: [] };
}

function linesOf({ body, headers, footers, notes }: RtfText): PageLine[] {
  const noteLines = notes.flat();
  return [
    ...once(headers).map((line) => ({ ...line, role: 'header' as const })),
    ...tidied(body),
    ...(noteLines.length > 0 ? [{ text: '' }, ...tidied(noteLines)] : []),
    ...once(footers).map((line) => ({ ...line, role: 'footer' as const })),
  ];
}

/** First, left and right pages often have the same header. */
function once(stories: readonly PageLine[][]): PageLine[] {
  const seen = new Set<string>();
  return stories.flat().filter(({ text }) => {
    if (text.trim() === '' || seen.has(text)) return false;
    seen.add(text);
    return true;
  });
}

function tidied(lines: readonly PageLine[]): PageLine[] {
  const kept: PageLine[] = [];
  let blank = MOST_BLANK_LINES;
  for (const line of lines) {
    blank = line.text.trim() === '' ? blank + 1 : 0;
    if (blank <= MOST_BLANK_LINES) kept.push({ ...line, text: wellFormed(line.text) });
  }
  while (kept.at(-1)?.text.trim() === '') kept.pop();
  return kept;
}

/** Without halves of surrogate pairs, and without line ends that are none of ours. */
const wellFormed = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\r\f\v\u0085\u2028\u2029]/g, ' ')
    .replaceAll('\0', '')
    .trimEnd();
