import { Refusal } from '../../conversion/protocol.ts';
import { general } from '../excel/format/general.ts';
import { LAST_COLUMN, LAST_ROW } from '../sheet/address.ts';
import type { SheetCell, SheetRows } from '../sheet/sheet-rows.ts';
import { childrenNamed, childrenOf, type XmlElement } from '../xml/tree.ts';
import type { OpenContext } from './context.ts';
import { inlineText } from './inline.ts';

const NUMERIC = new Set(['float', 'percentage', 'currency', 'date', 'time']);

/**
 * Adds the cells of a `table:table-row`, as often as it says that it is repeated; bounded by the sheet's last row and
 * by what `rows` takes.
 *
 * @throws Refusal `limit_exceeded` for a row below the last one of any spreadsheet.
 */
export function addRow(element: XmlElement, row: number, rows: SheetRows, context: OpenContext): void {
  const cells = cellsOf(element, context);
  if (cells.length === 0) return;
  if (row > LAST_ROW)
    throw new Refusal('limit_exceeded', `A sheet has text below row ${LAST_ROW}. Split it.`);
  const last = Math.min(row + repeatsOf(element, 'table:number-rows-repeated') - 1, LAST_ROW);
  rows.repeat(row, last, cells);
}

export const repeatsOf = (element: XmlElement, attribute: string): number =>
  Math.min(Math.max(Number(element.attributes[attribute] ?? 1) || 1, 1), LAST_ROW);

function cellsOf(row: XmlElement, context: OpenContext): SheetCell[] {
  const cells: SheetCell[] = [];
  let column = 0;
  for (const element of childrenOf(row)) {
    if (!element.name.endsWith('table-cell')) continue;
    const times = repeatsOf(element, 'table:number-columns-repeated');
    // What a merged cell covers is not shown.
    const text = element.name === 'table:covered-table-cell' ? '' : shownText(element, context).trim();
    const numeric = NUMERIC.has(element.attributes['office:value-type'] ?? '');
    const last = text === '' ? column : Math.min(column + times, LAST_COLUMN + 1);
    for (let at = column; at < last; at++) cells.push({ column: at, text, numeric });
    column += times;
  }
  return cells;
}

/** The text that the cell shows; its value where a writer left the text out. */
function shownText(cell: XmlElement, context: OpenContext): string {
  if (cell.children.length > 0) {
    context.losses.count('comments', childrenNamed(cell, 'office:annotation').length);
    const paragraphs = childrenNamed(cell, 'text:p');
    if (paragraphs.length > 0) return paragraphs.map((paragraph) => inlineText(paragraph, context)).join(' ');
  }
  const { attributes } = cell;
  const value = Number(attributes['office:value']);
  if (attributes['office:value'] !== undefined && Number.isFinite(value))
    return attributes['office:value-type'] === 'percentage' ? `${general(value * 100)}%` : general(value);
  const text =
    attributes['office:string-value'] ?? attributes['office:date-value'] ?? attributes['office:time-value'];
  return text ?? attributes['office:boolean-value']?.toUpperCase() ?? '';
}
