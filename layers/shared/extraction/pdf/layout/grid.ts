import { blankLinesBefore } from './blank-lines.ts';
import { placeSegments } from './columns.ts';
import { findRows } from './rows.ts';
import { findSegments } from './segments.ts';
import type { LaidOutLine, Segment, SegmentWord, Token } from './types.ts';

/** Narrower cells keep more of the page's proportions, wider ones make shorter lines: this percentile of letters. */
const CELL_PERCENTILE = 0.4;

/** Lays tokens out on a monospace grid: one line of text a visual line, what is aligned on paper is aligned here. */
export function layOutGrid(tokens: readonly Token[]): LaidOutLine[] {
  if (tokens.length === 0) return [];
  const rows = findRows(tokens);
  const segments = findSegments(rows);
  const columns = placeSegments(segments, cellWidth(tokens));
  const blanks = blankLinesBefore(rows);
  return segments.flatMap((row, index) => [
    ...Array.from({ length: blanks[index] ?? 0 }, (): LaidOutLine => ({ text: '', words: [] })),
    lineOf(row, columns[index] ?? []),
  ]);
}

/** Width in points of one text column. */
function cellWidth(tokens: readonly Token[]): number {
  const widths = tokens
    .map(({ left, right, text }) => ({ width: (right - left) / text.length, letters: text.length }))
    .filter(({ width }) => width > 0)
    .sort((a, b) => a.width - b.width);
  const wanted = widths.reduce((sum, { letters }) => sum + letters, 0) * CELL_PERCENTILE;
  let letters = 0;
  for (const each of widths) {
    letters += each.letters;
    if (letters >= wanted) return each.width;
  }
  return 1;
}

function lineOf(segments: readonly Segment[], columns: readonly number[]): LaidOutLine {
  let text = '';
  const words: SegmentWord[] = [];
  segments.forEach((segment, index) => {
    const column = columns[index] ?? 0;
    text += ' '.repeat(Math.max(index === 0 ? 0 : 1, column - text.length));
    const offset = text.length;
    for (const word of segment.words)
      words.push({ ...word, start: word.start + offset, end: word.end + offset });
    text += segment.text;
  });
  return { text, words };
}
