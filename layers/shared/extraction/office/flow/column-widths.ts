import type { TableCell, TableRow } from './table-cell.ts';
import { longestWord } from './wrap.ts';

/** Columns of text that a table takes at most, as far as its words let it. */
const WIDEST_TABLE = 160;
/** No column is made narrower than this for the sake of the others. */
const NARROWEST = 16;
/** A longer word may be broken. */
const LONGEST_WORD = 60;
export const GAP = 2;

/**
 * How wide the columns of a table are: as their longest line, but when that makes the table too wide the widest ones
 * give way first, and their cells are wrapped. Cells over several columns widen the last of them at need.
 */
export function columnWidths(rows: readonly TableRow[], count: number): number[] {
  const wanted = new Array<number>(count).fill(0);
  const least = new Array<number>(count).fill(0);
  for (const cell of rows.flat()) {
    if (cell.columns > 1) continue;
    wanted[cell.column] = Math.max(wanted[cell.column] ?? 0, widest(cell.lines));
    least[cell.column] = Math.max(least[cell.column] ?? 0, leastWidth(cell));
  }
  const used = wanted.filter((width) => width > 0);
  const cap = levelOf(used, WIDEST_TABLE - GAP * (used.length - 1));
  const widths = wanted.map((width, column) => Math.min(width, Math.max(cap, least[column] ?? 0)));
  for (const cell of rows.flat()) if (cell.columns > 1) widenFor(cell, widths);
  return widths;
}

/** Width of `columns` from `column` on, with the gaps between those that are used. */
export function spanWidth(widths: readonly number[], column: number, columns: number): number {
  const used = widths.slice(column, column + columns).filter((width) => width > 0);
  return used.reduce((sum, width) => sum + width + GAP, -GAP);
}

export const widest = (lines: readonly string[]): number =>
  lines.reduce((width, line) => Math.max(width, line.length), 0);

function leastWidth({ lines, fixed }: TableCell): number {
  if (fixed) return widest(lines);
  return Math.min(
    LONGEST_WORD,
    lines.reduce((width, line) => Math.max(width, longestWord(line)), 0),
  );
}

/** The highest level to which columns may be filled without exceeding `room` in all. */
function levelOf(widths: readonly number[], room: number): number {
  const sorted = widths.toSorted((a, b) => a - b);
  let left = room;
  for (const [index, width] of sorted.entries()) {
    const share = left / (sorted.length - index);
    if (width > share) return Math.max(NARROWEST, Math.floor(share));
    left -= width;
  }
  return Number.POSITIVE_INFINITY;
}

function widenFor(cell: TableCell, widths: number[]): void {
  const now = Math.max(0, spanWidth(widths, cell.column, cell.columns));
  const all = spanWidth(widths, 0, widths.length);
  const room = Math.max(WIDEST_TABLE - all + now, leastWidth(cell), Math.min(now, NARROWEST));
  const needed = Math.min(widest(cell.lines), room) - now;
  if (needed <= 0) return;
  const last = Math.min(cell.column + cell.columns, widths.length) - 1;
  widths[last] = (widths[last] ?? 0) + needed;
}
