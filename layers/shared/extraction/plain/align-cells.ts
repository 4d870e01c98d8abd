/** Numbers, amounts, percentages and dashes for none: a column of these is aligned at its right edge. */
export const NUMERIC = /^[(+−-]?\s*[€$£¥]?\s*[(+−-]?\d[\d.,'\s]*\s*[%€$£¥)]?$|^[-–—]?$/;
const BETWEEN = '  ';
/** Cells longer than this do not widen their column for all rows. */
const WIDEST = 60;

/** Characters that aligned rows may have: one wide row would make a small file of many rows enormous. */
const MOST_ALIGNED = 64 * 1024 * 1024;

type Rows = readonly (readonly string[])[];
type Column = { width: number; numbers: number; words: number };

/**
 * Rows of cells as lines in which columns stand under each other. Line breaks inside of cells become blanks. A table
 * that would become too large by it is not `aligned`: its cells stand beside each other.
 */
export function alignCells(records: Rows): { lines: string[]; aligned: boolean } {
  const rows = records.map((record) => record.map((cell) => cell.replace(/\s+/g, ' ').trim()));
  const columns = columnsOf(rows);
  const aligned = sizeOf(rows, columns) <= MOST_ALIGNED;
  return { lines: rows.map((row) => lineOf(row, aligned ? columns : [])), aligned };
}

function lineOf(row: readonly string[], columns: readonly Column[]): string {
  const cells = row.map((cell, index) => {
    const { width, numbers, words } = columns[index] ?? { width: 0, numbers: 0, words: 0 };
    return numbers > 0 && words <= numbers * 0.1 ? cell.padStart(width) : cell.padEnd(width);
  });
  return cells.join(BETWEEN).trimEnd();
}

/** One pass over the cells there are: rows may be of very different lengths. */
function columnsOf(rows: Rows): Column[] {
  const columns: Column[] = [];
  rows.forEach((row, number) => {
    row.forEach((cell, index) => {
      columns[index] ??= { width: 0, numbers: 0, words: 0 };
      const column = columns[index];
      column.width = Math.max(column.width, Math.min(cell.length, WIDEST));
      // The first row is a heading as a rule, and says nothing of what stands below it.
      if (number === 0 || cell === '') return;
      if (NUMERIC.test(cell)) column.numbers++;
      else column.words++;
    });
  });
  return columns;
}

function sizeOf(rows: Rows, columns: readonly Column[]): number {
  const upTo = [0];
  for (const { width } of columns) upTo.push((upTo.at(-1) ?? 0) + width + BETWEEN.length);
  return rows.reduce((sum, row) => sum + (upTo[row.length] ?? 0), 0);
}
