import { LAST_COLUMN } from './address.ts';
import type { SheetRow } from './sheet-rows.ts';

/** Blanks between columns. */
export const GAP = 2;
/** Longer cells do not widen their column for all rows. */
const WIDEST = 60;

/** Where a column of a sheet begins in the text; `width` 0 for one without text. */
export type Column = { start: number; width: number; numbers: number; words: number };

/** Texts that run over empty cells: how much room they want from their column to the next one with text. */
type Runs = Map<number, { from: number; to: number; length: number }>;

/**
 * Where the columns of a sheet stand in the text. Columns without any text take no room. A text with empty cells to
 * its right may run over them, as on the screen, so a title alone in its row does not widen its column; a heading over
 * numbers stands at their right edge.
 */
export function planColumns(rows: readonly SheetRow[]): ReadonlyMap<number, Column> {
  const found = new Map<number, Column>();
  const runs: Runs = new Map();
  for (const row of rows) for (let at = 0; at < row.columns.length; at++) noteCell(row, at, found, runs);
  const columns = new Map([...found].sort(([a], [b]) => a - b));
  setStarts(columns);
  if (runs.size > 0) {
    makeRoom(columns, runs);
    setStarts(columns);
  }
  return columns;
}

/** Whether a column holds numbers, but for its headings. */
export const isNumeric = ({ numbers, words }: Column): boolean =>
  numbers > 0 && words <= Math.max(1, numbers * 0.1);

function setStarts(columns: ReadonlyMap<number, Column>): void {
  let start = 0;
  for (const column of columns.values()) {
    column.start = start;
    start += column.width + GAP;
  }
}

/** Widens columns whose texts would push the next ones away. */
function makeRoom(columns: ReadonlyMap<number, Column>, runs: Runs): void {
  const lacking = new Map<Column, number>();
  for (const { from, to, length } of runs.values()) {
    const column = columns.get(from);
    const next = columns.get(to);
    if (!column || !next) continue;
    const room = next.start - column.start - GAP;
    lacking.set(column, Math.max(lacking.get(column) ?? 0, Math.min(length, WIDEST) - room));
  }
  for (const [column, more] of lacking) column.width += more;
}

function noteCell(
  { columns, texts, numeric }: SheetRow,
  at: number,
  plan: Map<number, Column>,
  runs: Runs,
): void {
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
  if (numeric[at] || next === index + 1 || (next === undefined && columns.length > 1))
    column.width = Math.max(column.width, Math.min(length, WIDEST));
  else if (next !== undefined) noteRun(index, next, length, runs);
}

function noteRun(from: number, to: number, length: number, runs: Runs): void {
  const key = from * (LAST_COLUMN + 1) + to;
  const run = runs.get(key);
  if (!run) runs.set(key, { from, to, length });
  else if (length > run.length) run.length = length;
}
