import { NUMERIC } from '../../plain/align-cells.ts';
import { columnWidths, GAP, spanWidth } from './column-widths.ts';
import type { TableCell, TableRow } from './table-cell.ts';
import { wrap } from './wrap.ts';

/** What is left to print of a cell in a row, at its column. */
type Open = { column: number; columns: number; lines: string[]; rowsLeft: number; right: boolean };

/** Columns of one table; Word allows 63, ODF and hostile files any number. What is farther right joins the last one. */
const MOST_COLUMNS = 1000;

/**
 * Draws a table on a grid of characters: the lines of each row, columns under each other, numbers at the right edge
 * of their column. The text of a merged cell stands once, where the cell begins; what does not fit beside its first
 * row goes on beside the next ones. Rows without text give no lines.
 */
export function drawTable(rows: readonly TableRow[]): string[][] {
  const kept = rows.map((row) => row.map(withinColumns));
  const count = kept.flat().reduce((most, { column, columns }) => Math.max(most, column + columns), 0);
  const widths = columnWidths(kept, Math.min(count, MOST_COLUMNS));
  const starts = startsOf(widths);
  const numeric = numericColumns(kept);
  let open: Open[] = [];
  return kept.map((row) => {
    open = [
      ...open.filter(({ rowsLeft, lines }) => rowsLeft > 0 && lines.length > 0),
      ...row.map((cell) => begin(cell, widths, numeric)),
    ];
    open.sort((a, b) => a.column - b.column);
    const height = open.reduce((most, cell) => Math.max(most, heightIn(cell)), 0);
    const lines = Array.from({ length: height }, () => lineOf(open, starts, widths));
    for (const cell of open) cell.rowsLeft--;
    return lines;
  });
}

const withinColumns = (cell: TableCell): TableCell =>
  cell.column < MOST_COLUMNS ? cell : { ...cell, column: MOST_COLUMNS - 1, columns: 1 };

function begin(cell: TableCell, widths: readonly number[], numeric: ReadonlySet<number>): Open {
  const width = Math.max(1, spanWidth(widths, cell.column, cell.columns));
  const lines = cell.fixed ? [...cell.lines] : cell.lines.flatMap((line) => wrap(line, width));
  while (lines.at(-1)?.trim() === '') lines.pop();
  return {
    column: cell.column,
    columns: cell.columns,
    lines,
    rowsLeft: cell.rows,
    right: cell.columns === 1 && numeric.has(cell.column),
  };
}

/** A cell that ends in this row needs room for all of its lines, one that goes on only for the first. */
const heightIn = ({ lines, rowsLeft }: Open): number =>
  rowsLeft <= 1 ? lines.length : Math.min(1, lines.length);

function lineOf(open: readonly Open[], starts: readonly number[], widths: readonly number[]): string {
  let line = '';
  for (const { column, columns, lines, right } of open) {
    const text = lines.shift();
    if (!text) continue;
    const room = spanWidth(widths, column, columns);
    const start = starts[column] ?? 0;
    // Only cells that share the last column come too late for their place.
    const before = line !== '' && line.length >= start ? line + ' '.repeat(GAP) : line.padEnd(start);
    line = before + (right ? text.padStart(room) : text);
  }
  return line.trimEnd();
}

function startsOf(widths: readonly number[]): number[] {
  let at = 0;
  return widths.map((width) => {
    const start = at;
    if (width > 0) at += width + GAP;
    return start;
  });
}

/** Columns with hardly anything but numbers below their first cell. */
function numericColumns(rows: readonly TableRow[]): Set<number> {
  const counts = new Map<number, { numbers: number; words: number }>();
  for (const { column, columns, lines } of rows.slice(1).flat()) {
    if (columns > 1 || lines.length === 0) continue;
    const count = counts.get(column) ?? { numbers: 0, words: 0 };
    counts.set(column, count);
    if (lines.every((line) => NUMERIC.test(line.trim()))) count.numbers++;
    else count.words++;
  }
  const numeric = [...counts].filter(([, { numbers, words }]) => numbers > 0 && words <= numbers * 0.1);
  return new Set(numeric.map(([column]) => column));
}
