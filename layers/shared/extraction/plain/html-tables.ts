import { type Flow, makeFlow } from './html-flow.ts';
import { alignTable, type TableCell, type TableRow } from './html-table.ts';
import { spanOf } from './html-tags.ts';

/** Columns that a table is read with; cells further right share the last. */
const MOST_COLUMNS = 500;
const MOST_ROWS_SPANNED = 65_534;
/** Tables within tables: deeper ones are read as text, one cell after the other. */
const MOST_NESTED = 12;

type Table = {
  rows: TableRow[];
  row: TableCell[];
  /** Rows for which a column is still taken by a cell from above. */
  taken: number[];
  column: number;
  /** Begun by a row or cell outside of any table, as files with wrong nesting have them. */
  implied: boolean;
  cell?: { column: number; span: number; flow: Flow };
};

/** Tables that are open around the place that is read. `flow` is where text goes now. */
export function makeTables(page: Flow) {
  const open: Table[] = [];
  let tooDeep = 0;
  let unaligned = 0;

  const flow = (): Flow => {
    for (let index = open.length - 1; index >= 0; index--) {
      const cell = open[index]?.cell;
      if (cell) return cell.flow;
    }
    return page;
  };
  const endCell = (): void => {
    const table = open.at(-1);
    if (!table?.cell) return;
    const { column, span, flow: own } = table.cell;
    table.row.push({ column, span, lines: own.finish() });
    delete table.cell;
  };
  const endRow = (): void => {
    const table = open.at(-1);
    if (!table) return;
    endCell();
    if (table.row.some(({ lines }) => lines.length > 0)) table.rows.push(table.row);
    table.row = [];
    table.column = 0;
    table.taken = table.taken.map((rows) => Math.max(0, rows - 1));
  };

  const begin = (implied: boolean): void =>
    void open.push({ rows: [], row: [], taken: [], column: 0, implied });

  return {
    flow,
    openTable(): void {
      if (open.length >= MOST_NESTED) tooDeep++;
      else begin(false);
    },
    openRow(): void {
      if (tooDeep > 0) return;
      if (open.length === 0) begin(true);
      endRow();
    },
    closeCell(): void {
      if (tooDeep === 0) endCell();
    },
    /** Something else than a row or cell comes: it ends a table that nothing else ends. */
    settle(): void {
      const table = open.at(-1);
      if (table?.implied && !table.cell) this.closeTable();
    },
    openCell(attributes: Record<string, string>): void {
      if (tooDeep > 0) return;
      if (open.length === 0) begin(true);
      const table = open.at(-1);
      if (!table) return;
      endCell();
      const span = spanOf(attributes.colspan, MOST_COLUMNS);
      const rows = spanOf(attributes.rowspan, MOST_ROWS_SPANNED);
      while ((table.taken[table.column] ?? 0) > 0 && table.column < MOST_COLUMNS) table.column++;
      const column = Math.min(table.column, MOST_COLUMNS - 1);
      const within = Math.min(span, MOST_COLUMNS - column);
      if (rows > 1) for (let at = column; at < column + within; at++) table.taken[at] = rows;
      while (table.taken.length < column) table.taken.push(0);
      table.cell = { column, span: within, flow: makeFlow() };
      table.column = column + within;
    },
    closeTable(): void {
      if (tooDeep > 0) {
        tooDeep--;
        return;
      }
      endRow();
      const { rows = [] } = open.pop() ?? {};
      const { lines, aligned } = alignTable(rows);
      if (!aligned) unaligned++;
      flow().endLine();
      flow().addLines(lines);
    },
    /** Tables that are too large to be aligned. */
    unaligned: (): number => unaligned,
    depth: (): number => open.length,
  };
}
