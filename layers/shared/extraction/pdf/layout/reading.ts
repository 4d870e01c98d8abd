import { blankLinesBefore } from './blank-lines.ts';
import { findBlocks } from './blocks.ts';
import { findLines } from './find-lines.ts';
import { BLANK_LINE } from './line.ts';
import { hasRightToLeft, runsToTheLeft } from './right-to-left.ts';
import { findSegments } from './segments.ts';
import type { LaidOutLine, LayoutOptions, Row, Segment, Token } from './types.ts';

/**
 * Lays tokens out in the order in which a person reads them: columns of prose one after the other, no grid, cells
 * of a row separated by two blanks.
 */
export function layOutReading(tokens: readonly Token[], options: LayoutOptions): LaidOutLine[] {
  if (tokens.length === 0) return [];
  const rows = findLines(tokens, options);
  const segments = findSegments(rows);
  const anyToTheLeft = hasRightToLeft(tokens);
  const toTheLeft = anyToTheLeft && runsToTheLeft(tokens.map(({ text }) => text));
  const lines: LaidOutLine[] = [];
  findBlocks(segments, toTheLeft).forEach((block, index) => {
    if (index > 0) lines.push(BLANK_LINE);
    const blanks = blankLinesBefore(block.map(measureOf));
    block.forEach((row, at) => {
      if ((blanks[at] ?? 0) > 0) lines.push(BLANK_LINE);
      lines.push(lineOf(anyToTheLeft ? inOrder(row, toTheLeft) : row));
    });
  });
  return lines;
}

/** Cells of a row as they are read: from right to left where their words run so. */
const inOrder = (row: readonly Segment[], otherwise: boolean): readonly Segment[] =>
  runsToTheLeft(
    row.flatMap(({ tokens }) => tokens.map(({ text }) => text)),
    otherwise,
  )
    ? row.toReversed()
    : row;

function measureOf(segments: readonly Segment[]): Pick<Row, 'baseline' | 'em'> {
  let em = 0;
  for (const { tokens } of segments) for (const token of tokens) em = Math.max(em, token.em);
  return { em, baseline: segments[0]?.tokens[0]?.baseline ?? 0 };
}

function lineOf(segments: readonly Segment[]): LaidOutLine {
  let text = '';
  const starts: number[] = [];
  for (const segment of segments) {
    if (text) text += '  ';
    starts.push(text.length);
    text += segment.text;
  }
  return { text, segments, starts };
}
