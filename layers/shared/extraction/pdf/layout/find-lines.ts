import { findRows } from './rows.ts';
import { splitLines } from './split-lines.ts';
import type { LayoutOptions, Row, Token } from './types.ts';

/** Visual lines from top to bottom: by our own rules, or by `line_splitter_tolerance` when that is given. */
export function findLines(
  tokens: readonly Token[],
  { lineSplitterTolerance }: Pick<LayoutOptions, 'lineSplitterTolerance'>,
): Row[] {
  return lineSplitterTolerance === undefined ? findRows(tokens) : splitLines(tokens, lineSplitterTolerance);
}
