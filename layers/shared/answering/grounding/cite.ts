import type { Box, Line, Lines } from '../../contract/lines.ts';
import type { Citation } from '../../contract/results.ts';
import type { Range, TextIndex } from './text-index.ts';
import type { Place } from './types.ts';

/** A place in the text as a citation: page, line and boxes from `lines.json`, or what it calls the place instead. */
export function cite(place: Place, index: TextIndex, lines: Lines): Citation {
  const touched = linesOf(place, lines);
  const page = touched[0]?.page ?? pageOf(place.start, lines);
  const name = lines.pages.find((one) => one.page === page)?.name;
  const named = touched.find((line) => line.place !== undefined)?.place;
  return {
    page,
    start: place.start,
    end: place.end,
    text: index.text.slice(place.start, place.end),
    boxes: touched.map((line) => boxOf(place, line)).filter((box) => box !== undefined),
    ...(name !== undefined && { page_name: name }),
    ...(named !== undefined && { place: named }),
    line: index.lineAt(place.start),
    score: Math.round(place.score * 1000) / 1000,
  };
}

/** The lines that a range touches. Lines stand in text order. */
export function linesOf({ start, end }: Range, { lines }: Lines): Line[] {
  const found: Line[] = [];
  for (let at = firstEndingAfter(start, lines); at < lines.length; at++) {
    const line = lines[at];
    if (!line || line.start >= end) break;
    found.push(line);
  }
  return found;
}

function firstEndingAfter(offset: number, lines: readonly Line[]): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Around the cited words of a line; around the whole line where its words are not known. */
function boxOf({ start, end }: Range, line: Line): Box | undefined {
  const words = (line.words ?? []).filter(([from, to]) => from < end && to > start);
  if (words.length === 0) return line.box;
  return [
    Math.min(...words.map((word) => word[2])),
    Math.min(...words.map((word) => word[3])),
    Math.max(...words.map((word) => word[4])),
    Math.max(...words.map((word) => word[5])),
  ];
}

const pageOf = (offset: number, { pages }: Lines): number =>
  pages.find((page) => offset >= page.start && offset < page.end)?.page ?? pages.at(-1)?.page ?? 1;
