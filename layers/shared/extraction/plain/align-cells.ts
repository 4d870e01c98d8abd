/** Numbers, amounts, percentages and dashes for none: a column of these is aligned at its right edge. */
const NUMERIC = /^[(+−-]?\s*[€$£¥]?\s*[(+−-]?\d[\d.,'\s]*\s*[%€$£¥)]?$|^[-–—]?$/;
const BETWEEN = '  ';
/** Cells longer than this do not widen their column for all rows. */
const WIDEST = 60;

/** Rows of cells as lines in which columns stand under each other. Line breaks inside of cells become blanks. */
export function alignCells(records: readonly (readonly string[])[]): string[] {
  const rows = records.map((record) => record.map((cell) => cell.replace(/\s+/g, ' ').trim()));
  const count = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const columns = Array.from({ length: count }, (_none, index) => describe(rows, index));
  return rows.map((row) =>
    row
      .map((cell, index) => {
        const { width, numeric } = columns[index] ?? { width: 0, numeric: false };
        return numeric ? cell.padStart(width) : cell.padEnd(width);
      })
      .join(BETWEEN)
      .trimEnd(),
  );
}

function describe(rows: readonly (readonly string[])[], index: number): { width: number; numeric: boolean } {
  let width = 0;
  let numbers = 0;
  let words = 0;
  rows.forEach((row, number) => {
    const cell = row[index] ?? '';
    width = Math.max(width, Math.min(cell.length, WIDEST));
    // The first row is a heading as a rule, and says nothing of what stands below it.
    if (number === 0 || cell === '') return;
    if (NUMERIC.test(cell)) numbers++;
    else words++;
  });
  return { width, numeric: numbers > 0 && words <= numbers * 0.1 };
}
