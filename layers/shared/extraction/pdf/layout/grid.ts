import { addBars } from './bars.ts';
import { blankLinesBefore } from './blank-lines.ts';
import { placeSegments } from './columns.ts';
import { dashedLines } from './dashes.ts';
import { findLines } from './find-lines.ts';
import type { RuledLines } from './ruled-lines.ts';
import { findSegments } from './segments.ts';
import type { LaidOutLine, LayoutOptions, Row, Segment, SegmentWord, Token } from './types.ts';

/** Narrower cells keep more of the page's proportions, wider ones make shorter lines: this percentile of letters. */
const CELL_PERCENTILE = 0.4;

/**
 * Lays tokens out on a monospace grid: one line of text a visual line, what is aligned on paper is aligned here.
 * `ruled`: lines of the page that are to be drawn too.
 */
export function layOutGrid(
  tokens: readonly Token[],
  options: LayoutOptions,
  ruled?: RuledLines,
): LaidOutLine[] {
  if (tokens.length === 0) return [];
  const rows = findLines(tokens, options);
  const cell = cellWidth(tokens) / options.horizontalStretchFactor;
  const segments = findSegments(rows);
  const blanks = blankLinesBefore(rows);
  if (ruled) return withRules(rows, segments, blanks, ruled, cell);
  const columns = placeSegments(segments, cell);
  return segments.flatMap((row, index) => [...blankLines(blanks[index]), lineOf(row, columns[index] ?? [])]);
}

/** The same with the page's lines: a line of dashes takes the place of a blank one. */
function withRules(
  rows: readonly Row[],
  cells: readonly Segment[][],
  blanks: readonly number[],
  ruled: RuledLines,
  cell: number,
): LaidOutLine[] {
  const { segments, used } = addBars(cells, rows, ruled, cell);
  const columns = placeSegments(segments, cell);
  const placed = segments.map((row, index) => ({ segments: row, columns: columns[index] ?? [] }));
  const dashed = dashedLines(placed, rows, ruled, used, cell);
  const lines = segments.flatMap((row, index) => {
    const dashes = dashed[index] ?? [];
    return [
      ...blankLines((blanks[index] ?? 0) - dashes.length),
      ...dashes,
      lineOf(row, columns[index] ?? []),
    ];
  });
  return [...lines, ...(dashed.at(-1) ?? [])];
}

const blankLines = (count = 0): LaidOutLine[] =>
  Array.from({ length: Math.max(0, count) }, () => ({ text: '', words: [] }));

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
