import { NUMERIC } from './align-cells.ts';

/** A cell at its first column; what it spans costs nothing, however much it says. */
export type TableCell = { column: number; span: number; lines: readonly string[] };
export type TableRow = readonly TableCell[];

type Column = { width: number; numbers: number; words: number; start: number };

const GAP = 2;
/** Cells wider than this do not widen their column for all rows. */
const WIDEST = 60;
/** Characters that aligned rows may have. */
const MOST_ALIGNED = 64 * 1024 * 1024;

/**
 * Rows of cells as lines in which columns stand under each other and spanning cells over what they span. A cell of
 * several lines makes its row as high. A table that would become too large by it is not `aligned`.
 */
export function alignTable(rows: readonly TableRow[]): { lines: string[]; aligned: boolean } {
  const columns = columnsOf(rows);
  const width = (columns.at(-1)?.start ?? 0) + (columns.at(-1)?.width ?? 0);
  const aligned = rows.reduce((sum, row) => sum + heightOf(row), 0) * width <= MOST_ALIGNED;
  const lines = rows.flatMap((row) => {
    const only = row.filter((cell) => cell.lines.length > 0);
    // A row of one cell is text that a table was used to place.
    if (only.length === 1 && only[0]?.column === 0) return [...(only[0]?.lines ?? [])];
    return Array.from({ length: heightOf(row) }, (_none, index) =>
      lineOf(only, index, aligned ? columns : []),
    );
  });
  return { lines, aligned };
}

const heightOf = (row: TableRow): number => row.reduce((most, { lines }) => Math.max(most, lines.length), 0);

function lineOf(cells: TableRow, index: number, columns: readonly Column[]): string {
  let line = '';
  for (const { column, span, lines } of cells) {
    const text = lines[index];
    if (text === undefined || text === '') continue;
    const { start = 0, width = 0, numbers = 0, words = 0 } = columns[column] ?? {};
    const right = span === 1 && numbers > 0 && words <= numbers * 0.1;
    const at = right ? start + Math.max(0, width - text.length) : start;
    const gap = line === '' ? 0 : GAP;
    line = `${line.padEnd(Math.max(at, line.length + gap))}${text}`;
  }
  return line;
}

function columnsOf(rows: readonly TableRow[]): Column[] {
  const columns: Column[] = [];
  const spanning: TableCell[] = [];
  rows.forEach((row, number) => {
    for (const cell of row) {
      while (columns.length < cell.column + cell.span)
        columns.push({ width: 0, numbers: 0, words: 0, start: 0 });
      if (cell.span > 1) spanning.push(cell);
      else count(columns[cell.column], cell, number === 0);
    }
  });
  for (const cell of spanning) widen(columns, cell);
  let start = 0;
  for (const column of columns) {
    column.start = start;
    if (column.width > 0) start += column.width + GAP;
  }
  return columns;
}

function count(column: Column | undefined, { lines }: TableCell, isHeading: boolean): void {
  if (!column) return;
  for (const line of lines) {
    column.width = Math.max(column.width, Math.min(line.length, WIDEST));
    // The first row is a heading as a rule, and says nothing of what stands below it.
    if (isHeading || line === '') continue;
    if (NUMERIC.test(line)) column.numbers++;
    else column.words++;
  }
}

/** What a spanning cell needs beyond the columns below it is given to the last of them. */
function widen(columns: readonly Column[], { column, span, lines }: TableCell): void {
  const own = columns.slice(column, column + span);
  const last = own.at(-1);
  const needed = lines.reduce((most, line) => Math.max(most, Math.min(line.length, WIDEST)), 0);
  const there = own.reduce((sum, { width }) => sum + (width > 0 ? width + GAP : 0), -GAP);
  if (last && needed > there) last.width += needed - Math.max(0, there);
}
