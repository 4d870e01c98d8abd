import { addBars } from './bars.ts';
import { blankLinesBefore } from './blank-lines.ts';
import { placeSegments } from './columns.ts';
import { dashedLines } from './dashes.ts';
import { findLines } from './find-lines.ts';
import { BLANK_LINE } from './line.ts';
import type { RuledLines } from './ruled-lines.ts';
import { findSegments } from './segments.ts';
import type { LaidOutLine, LayoutOptions, Row, Segment, Token } from './types.ts';
import { weightedPercentile } from './weighted-percentile.ts';

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
  const lines: LaidOutLine[] = [];
  segments.forEach((row, index) => {
    addBlankLines(lines, blanks[index]);
    lines.push(lineOf(row, columns[index] ?? []));
  });
  return lines;
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
  const lines: LaidOutLine[] = [];
  segments.forEach((row, index) => {
    const dashes = dashed[index] ?? [];
    addBlankLines(lines, (blanks[index] ?? 0) - dashes.length);
    lines.push(...dashes, lineOf(row, columns[index] ?? []));
  });
  return [...lines, ...(dashed.at(-1) ?? [])];
}

function addBlankLines(lines: LaidOutLine[], count = 0): void {
  for (let added = 0; added < count; added++) lines.push(BLANK_LINE);
}

/** Width in points of one text column. */
function cellWidth(tokens: readonly Token[]): number {
  const widths: number[] = [];
  const letters: number[] = [];
  for (const { left, right, text } of tokens) {
    const width = (right - left) / text.length;
    if (!(width > 0)) continue;
    widths.push(width);
    letters.push(text.length);
  }
  return weightedPercentile(widths, letters, CELL_PERCENTILE) ?? 1;
}

function lineOf(segments: readonly Segment[], columns: readonly number[]): LaidOutLine {
  let text = '';
  const starts: number[] = [];
  for (let at = 0; at < segments.length; at++) {
    const blanks = Math.max(at === 0 ? 0 : 1, (columns[at] ?? 0) - text.length);
    text += ' '.repeat(blanks);
    starts.push(text.length);
    text += (segments[at] as Segment).text;
  }
  return { text, segments, starts };
}
