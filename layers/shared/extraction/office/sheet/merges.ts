import type { SheetRow } from './sheet-rows.ts';

/** A range of merged cells; columns from 0, rows from 1, ends included. */
export type Merge = { left: number; top: number; right: number; bottom: number };

/** Looking beyond this at what merged cells hide is only for files that want to be slow. */
const MOST_STEPS = 5_000_000;

/** Takes out what merged cells hide: only the first cell of a range is shown. */
export function hideMerged(rows: readonly SheetRow[], merges: readonly Merge[]): void {
  let steps = 0;
  for (const merge of merges) {
    for (let at = firstFrom(rows, merge.top); at < rows.length; at++) {
      const row = rows[at];
      if (!row || row.row > merge.bottom) break;
      steps += row.columns.length;
      if (steps > MOST_STEPS) return;
      hideIn(row, merge);
    }
  }
}

function hideIn(row: SheetRow, { left, top, right }: Merge): void {
  const keeps = (column: number) => column < left || column > right || (column === left && row.row === top);
  if (row.columns.every(keeps)) return;
  const kept = row.columns.map(keeps);
  row.texts = row.texts.filter((_text, index) => kept[index]);
  row.numeric = row.numeric.filter((_numeric, index) => kept[index]);
  row.columns = row.columns.filter((_column, index) => kept[index]);
}

function firstFrom(rows: readonly SheetRow[], number: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.row ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
