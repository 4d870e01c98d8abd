import { Refusal } from '../../conversion/protocol.ts';
import { LAST_COLUMN } from './address.ts';

/** The cells of a row that have text, from left to right. Repeated rows share them. */
export type SheetRow = { row: number; columns: number[]; texts: string[]; numeric: boolean[] };

export type SheetCell = { column: number; text: string; numeric: boolean };

export type SheetRows = {
  add(row: number, column: number, text: string, numeric: boolean): void;
  /** The same cells, in the order of their columns, in all rows of a range. */
  repeat(from: number, to: number, cells: readonly SheetCell[]): void;
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
  /** The last row whose cells are not its own. */
  let repeated: SheetRow | undefined;
  const spend = (cells: number, characters: number) => {
    budget.cells -= cells;
    budget.characters -= characters;
    if (budget.cells < 0 || budget.characters < 0) throw tooMuch();
  };
  return {
    add(row, column, value, numeric) {
      const text = plain(value);
      if (text === '' || column > LAST_COLUMN) return;
      spend(1, text.length);
      let last = rows.at(-1);
      if (last?.row !== row || last === repeated) {
        if (last && last.row >= row) sorted = false;
        last = { row, columns: [], texts: [], numeric: [] };
        rows.push(last);
      }
      if ((last.columns.at(-1) ?? -1) >= column) sorted = false;
      last.columns.push(column);
      last.texts.push(text);
      last.numeric.push(numeric);
    },
    repeat(from, to, cells) {
      const filled = cells
        .map((cell) => ({ ...cell, text: plain(cell.text) }))
        .filter(({ column, text }) => text !== '' && column <= LAST_COLUMN);
      if (filled.length === 0 || to < from) return;
      const times = to - from + 1;
      spend(filled.length * times, times * filled.reduce((sum, { text }) => sum + text.length, 0));
      const columns = filled.map(({ column }) => column);
      const texts = filled.map(({ text }) => text);
      const numeric = filled.map((cell) => cell.numeric);
      if ((rows.at(-1)?.row ?? -1) >= from) sorted = false;
      for (let row = from; row <= to; row++) {
        repeated = { row, columns, texts, numeric };
        rows.push(repeated);
      }
    },
    rows() {
      if (!sorted) rows = inOrder(rows);
      sorted = true;
      return rows;
    },
  };
}

const plain = (value: string): string => (BLANKS.test(value) ? value.replace(ALL_BLANKS, ' ').trim() : value);

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
