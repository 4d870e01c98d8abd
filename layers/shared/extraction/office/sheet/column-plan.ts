import type { SheetRow } from './sheet-rows.ts';

/** Blanks between columns. */
const GAP = 2;
/** Longer cells do not widen their column for all rows. */
const WIDEST = 60;

/** Where a column of a sheet begins in the text; `width` 0 for one without text. */
export type Column = { start: number; width: number; numbers: number; words: number };

/**
 * Where the columns of a sheet stand in the text. Columns without any text take no room. A text with empty cells to
 * its right may run over them, as on the screen, so titles do not widen their column; a heading over numbers stands
 * at their right edge.
 */
export function planColumns(rows: readonly SheetRow[]): ReadonlyMap<number, Column> {
  const columns = new Map<number, Column>();
  for (const row of rows) for (let at = 0; at < row.columns.length; at++) noteCell(row, at, columns);
  const ordered = [...columns].sort(([a], [b]) => a - b);
  let start = 0;
  for (const [, column] of ordered) {
    column.start = start;
    start += column.width + GAP;
  }
  return new Map(ordered);
}

/** Whether a column holds numbers, but for its headings. */
export const isNumeric = ({ numbers, words }: Column): boolean =>
  numbers > 0 && words <= Math.max(1, numbers * 0.1);

function noteCell({ columns, texts, numeric }: SheetRow, at: number, plan: Map<number, Column>): void {
  const index = columns[at] ?? 0;
  const length = texts[at]?.length ?? 0;
  let column = plan.get(index);
  if (!column) {
    column = { start: 0, width: 1, numbers: 0, words: 0 };
    plan.set(index, column);
  }
  if (numeric[at]) column.numbers++;
  else column.words++;
  const next = columns[at + 1];
  const runsOver = !numeric[at] && (next === undefined ? columns.length === 1 : next > index + 1);
  if (!runsOver) column.width = Math.max(column.width, Math.min(length, WIDEST));
}
