import type { TableCell } from '../flow/table-cell.ts';
import { childrenOf, type XmlElement } from '../xml/tree.ts';

/** Lines of what stands in a cell. */
type CellReader = (cell: XmlElement) => { lines: string[]; hasTable: boolean };

const ROW_GROUPS = new Set(['table:table-header-rows', 'table:table-rows', 'table:table-row-group']);
/** Times that a cell or row of a table in a text is repeated. */
const MOST_REPEATS = 1000;

/** The cells of a table in a text or on a slide. */
export function tableRows(table: XmlElement, readCell: CellReader): TableCell[][] {
  return rowsOf(table).flatMap((row) => {
    const cells = cellsOf(row, readCell);
    const times = cells.length === 0 ? 1 : repeats(row, 'table:number-rows-repeated');
    return Array.from({ length: times }, () => cells);
  });
}

const rowsOf = (element: XmlElement): XmlElement[] =>
  childrenOf(element).flatMap((child) =>
    ROW_GROUPS.has(child.name) ? rowsOf(child) : child.name === 'table:table-row' ? [child] : [],
  );

function cellsOf(row: XmlElement, readCell: CellReader): TableCell[] {
  const cells: TableCell[] = [];
  let column = 0;
  for (const element of childrenOf(row)) {
    if (element.name !== 'table:table-cell' && element.name !== 'table:covered-table-cell') continue;
    const times = repeats(element, 'table:number-columns-repeated');
    const { lines, hasTable } =
      element.name === 'table:table-cell' ? readCell(element) : { lines: [], hasTable: false };
    const columns = repeats(element, 'table:number-columns-spanned');
    const rows = repeats(element, 'table:number-rows-spanned');
    if (lines.length > 0)
      for (let index = 0; index < times; index++)
        cells.push({ column: column + index, columns, rows, lines, fixed: hasTable });
    column += times;
  }
  return cells;
}

const repeats = (element: XmlElement, attribute: string): number =>
  Math.min(Math.max(Number(element.attributes[attribute] ?? 1) || 1, 1), MOST_REPEATS);
