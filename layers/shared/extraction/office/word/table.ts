import type { TableCell } from '../flow/table-cell.ts';
import { childOf, isOn, type XmlElement } from '../xml/tree.ts';
import type { WordContext } from './context.ts';
import { unwrapped } from './wrappers.ts';

export type WordTable = { rows: TableCell[][]; newPages: Set<number> };

/** What stands in a cell. */
export type CellText = { lines: string[]; hasTable: boolean; breaksPage: boolean };
type CellReader = (cell: XmlElement, context: WordContext) => CellText;

/** A table with all that is in its cells; a vertically merged cell is one cell over several rows. */
export function readTable(table: XmlElement, context: WordContext, readCell: CellReader): WordTable {
  const rows: TableCell[][] = [];
  const newPages = new Set<number>();
  /** The merged cell that goes on in a column. */
  const merging = new Map<number, TableCell>();
  for (const row of unwrapped(table)) {
    if (row.name !== 'w:tr' || isDeleted(row, context)) continue;
    const cells: TableCell[] = [];
    let column = numberOf(childOf(childOf(row, 'w:trPr'), 'w:gridBefore'), 0);
    for (const element of unwrapped(row)) {
      if (element.name !== 'w:tc') continue;
      const properties = childOf(element, 'w:tcPr');
      const columns = Math.max(1, numberOf(childOf(properties, 'w:gridSpan'), 1));
      const above = merging.get(column);
      const merge = childOf(properties, 'w:vMerge');
      const cell = cellOf(readCell(element, context), column, columns);
      if (cell.breaksPage) newPages.add(rows.length);
      if (merge && merge.attributes['w:val'] !== 'restart' && above) above.rows++;
      else if (isOn(childOf(properties, 'w:hMerge'), 'w:val') && isContinued(properties))
        widen(cells, columns);
      else cells.push(cell.cell);
      if (!merge) merging.delete(column);
      else if (merge.attributes['w:val'] === 'restart' || !above) merging.set(column, cell.cell);
      column += columns;
    }
    rows.push(cells);
  }
  return { rows, newPages };
}

function cellOf({ lines, hasTable, breaksPage }: CellText, column: number, columns: number) {
  const cell: TableCell = { column, columns, rows: 1, lines, fixed: hasTable };
  return { cell, breaksPage };
}

function isDeleted(row: XmlElement, context: WordContext): boolean {
  const deleted = childOf(childOf(row, 'w:trPr'), 'w:del') !== undefined;
  if (deleted) context.losses.count('deletions');
  return deleted;
}

const isContinued = (properties: XmlElement | undefined): boolean =>
  childOf(properties, 'w:hMerge')?.attributes['w:val'] !== 'restart';

function widen(cells: TableCell[], columns: number): void {
  const last = cells.at(-1);
  if (last) last.columns += columns;
}

function numberOf(element: XmlElement | undefined, otherwise: number): number {
  const value = Number(element?.attributes['w:val']);
  return Number.isInteger(value) && value >= 0 && value < 10_000 ? value : otherwise;
}
