import { blankLinesBefore } from './blank-lines.ts';
import { findBlocks } from './blocks.ts';
import { findLines } from './find-lines.ts';
import { runsToTheLeft } from './right-to-left.ts';
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
  const toTheLeft = runsToTheLeft(tokens.map(({ text }) => text));
  return findBlocks(segments, toTheLeft).flatMap((block, index) => {
    const blank: LaidOutLine[] = index === 0 ? [] : [{ text: '', words: [] }];
    const blanks = blankLinesBefore(block.map(rowOf));
    const lines = block.flatMap((row, at) => {
      const line = lineOf(inOrder(row, toTheLeft));
      return (blanks[at] ?? 0) > 0 ? [{ text: '', words: [] }, line] : [line];
    });
    return [...blank, ...lines];
  });
}

/** Cells of a row as they are read: from right to left where their words run so. */
const inOrder = (row: readonly Segment[], otherwise: boolean): readonly Segment[] =>
  runsToTheLeft(
    row.flatMap(({ tokens }) => tokens.map(({ text }) => text)),
    otherwise,
  )
    ? row.toReversed()
    : row;

function rowOf(segments: readonly Segment[]): Row {
  const tokens = segments.flatMap((segment) => [...segment.tokens]);
  const em = tokens.reduce((most, token) => Math.max(most, token.em), 0);
  return { tokens, em, baseline: tokens[0]?.baseline ?? 0 };
}

function lineOf(segments: readonly Segment[]): LaidOutLine {
  const line: LaidOutLine = { text: '', words: [] };
  for (const segment of segments) {
    if (line.text) line.text += '  ';
    const offset = line.text.length;
    for (const word of segment.words)
      line.words.push({ ...word, start: word.start + offset, end: word.end + offset });
    line.text += segment.text;
  }
  return line;
}
