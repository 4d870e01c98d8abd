import { Refusal } from '../../conversion/protocol.ts';
import { LAST_COLUMN } from './address.ts';

/** The cells of a row that have text, from left to right. */
export type SheetRow = { row: number; columns: number[]; texts: string[]; numeric: boolean[] };

export type SheetRows = {
  add(row: number, column: number, text: string, numeric: boolean): void;
  /** In order of rows and columns. */
  rows(): SheetRow[];
};

/** What all sheets of a workbook may hold together. */
export type SheetBudget = { cells: number; characters: number };

export const newSheetBudget = (): SheetBudget => ({ cells: 4_000_000, characters: 128 * 1024 * 1024 });

/** Line breaks within cells, and control characters that some writers leave. */
const BLANKS = /[\s\p{Cc}]/u;
const ALL_BLANKS = /[\s\p{Cc}]+/gu;

/** Collects the cells of a sheet. @throws Refusal `limit_exceeded` when there are more than anyone can use. */
export function collectRows(budget: SheetBudget): SheetRows {
  let rows: SheetRow[] = [];
  let sorted = true;
  return {
    add(row, column, value, numeric) {
      const text = BLANKS.test(value) ? value.replace(ALL_BLANKS, ' ').trim() : value;
      if (text === '' || column > LAST_COLUMN) return;
      budget.cells -= 1;
      budget.characters -= text.length;
      if (budget.cells < 0 || budget.characters < 0) throw tooMuch();
      let last = rows.at(-1);
      if (last?.row !== row) {
        if (last && last.row > row) sorted = false;
        last = { row, columns: [], texts: [], numeric: [] };
        rows.push(last);
      }
      if ((last.columns.at(-1) ?? -1) >= column) sorted = false;
      last.columns.push(column);
      last.texts.push(text);
      last.numeric.push(numeric);
    },
    rows() {
      if (!sorted) rows = inOrder(rows);
      sorted = true;
      return rows;
    },
  };
}

/** Some writers leave rows or cells in any order; of two cells in one place the later one counts. */
function inOrder(rows: readonly SheetRow[]): SheetRow[] {
  const byRow = new Map<number, Map<number, [string, boolean]>>();
  for (const { row, columns, texts, numeric } of rows) {
    const cells = byRow.get(row) ?? new Map<number, [string, boolean]>();
    byRow.set(row, cells);
    columns.forEach((column, index) => void cells.set(column, [texts[index] ?? '', numeric[index] ?? false]));
  }
  return [...byRow]
    .sort(([a], [b]) => a - b)
    .map(([row, cells]) => {
      const ordered = [...cells].sort(([a], [b]) => a - b);
      return {
        row,
        columns: ordered.map(([column]) => column),
        texts: ordered.map(([, [text]]) => text),
        numeric: ordered.map(([, [, numeric]]) => numeric),
      };
    });
}

const tooMuch = () =>
  new Refusal(
    'limit_exceeded',
    'The workbook has more than 4 million filled cells or 128 million characters. Split it, or select sheets with pages_to_extract.',
  );
