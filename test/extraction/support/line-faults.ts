import type { ExtractedDocument } from '#shared/adapters/x2text/types.ts';
import type { Box, Line, Page } from '#shared/contract/lines.ts';

/** Points by which a box may stand over the edge of its page: pens and rounding. */
const OVER_THE_EDGE = 1;

/**
 * What `lines.json` says wrongly of its text: ranges that do not tile it, words outside their line or on blanks, boxes
 * outside the page or without area, confidences outside 0 to 1, pages out of order, lines on other pages than their
 * range. Empty for a document that is right, whatever its type.
 */
export function lineFaults(document: Pick<ExtractedDocument, 'text' | 'lines'>): string[] {
  const { pages, lines } = document.lines;
  return [
    ...pageFaults(pages, document.text),
    ...tilingFaults(lines, document.text),
    ...lines.flatMap((line, index) =>
      faultsOf(line, document.text, pages).map((fault) => `line ${index + 1}: ${fault}`),
    ),
  ];
}

function pageFaults(pages: readonly Page[], text: string): string[] {
  const faults: string[] = [];
  let last: Page | undefined;
  for (const page of pages) {
    const { page: number, start, end } = page;
    if (last && number <= last.page) faults.push(`page ${number} follows page ${last.page}`);
    if (start < (last?.end ?? 0) || end < start || end > text.length)
      faults.push(`page ${number} has the range ${start}–${end}`);
    if ((page.width === undefined) !== (page.height === undefined) || page.width === 0 || page.height === 0)
      faults.push(`page ${number} measures ${page.width} × ${page.height}`);
    last = page;
  }
  return faults;
}

/** Between two lines stands a line break, or what separates pages; before the first and behind the last nothing. */
function tilingFaults(lines: readonly Line[], text: string): string[] {
  const faults: string[] = [];
  let at = 0;
  for (const [index, { start, end, page }] of lines.entries()) {
    const between = text.slice(at, start);
    const newPage = page !== lines[index - 1]?.page;
    const right = index === 0 ? start === 0 : between === (newPage ? '\n\f' : '\n');
    if (!right) faults.push(`line ${index + 1}: begins at ${start}, the one before ends at ${at}`);
    if (/[\n\f]/.test(text.slice(start, end))) faults.push(`line ${index + 1}: is more than one line`);
    at = end;
  }
  if (at !== text.length) faults.push(`the text goes on behind its last line, at ${at}`);
  return faults;
}

function faultsOf(line: Line, text: string, pages: readonly Page[]): string[] {
  const page = pages.find(({ page: number }) => number === line.page);
  if (!page) return [`is on page ${line.page}, which there is not`];
  const faults: string[] = [];
  if (line.start < page.start || line.end > page.end) faults.push(`lies outside page ${line.page}`);
  if (line.box) faults.push(...boxFaults('the line', line.box, page));
  if (line.words && !line.box) faults.push('has words but no box');
  let at = line.start;
  for (const [start, end, x0, y0, x1, y1, confidence = 1] of line.words ?? []) {
    const word = JSON.stringify(text.slice(start, end));
    if (start < at || end <= start || end > line.end) faults.push(`${word} has the range ${start}–${end}`);
    if (/^\s|\s$/.test(text.slice(start, end))) faults.push(`${word} has blanks around it`);
    if (!isShare(confidence)) faults.push(`${word} has the confidence ${confidence}`);
    faults.push(...boxFaults(word, [x0, y0, x1, y1], page));
    at = end;
  }
  if (line.confidence !== undefined && !isShare(line.confidence))
    faults.push(`has the confidence ${line.confidence}`);
  if (line.source === 'ocr' && line.words && line.confidence === undefined) faults.push('has no confidence');
  return faults;
}

const isShare = (value: number) => value >= 0 && value <= 1;

function boxFaults(whose: string, box: Box, { width, height }: Page): string[] {
  const [x0, y0, x1, y1] = box;
  if (width === undefined || height === undefined) return [`${whose} has a box on a page without a size`];
  const inside =
    x0 >= -OVER_THE_EDGE &&
    y0 >= -OVER_THE_EDGE &&
    x1 <= width + OVER_THE_EDGE &&
    y1 <= height + OVER_THE_EDGE;
  const shown = box.map((value) => value.toFixed(1)).join(' ');
  if (!(x1 > x0 && y1 > y0)) return [`${whose} has the empty box ${shown}`];
  return inside ? [] : [`${whose} has the box ${shown} on a page of ${width} × ${height}`];
}
