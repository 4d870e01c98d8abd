import type { PageLine, PageLines } from '../../assemble.ts';
import { type Converted, type OfficeFile, Refusal } from '../../conversion/protocol.ts';
import { Damaged } from '../damaged.ts';
import { createLosses, picturesIn } from '../losses.ts';
import type { Package } from '../package/open.ts';
import { selectedOf } from '../selection.ts';
import { drawSheet } from '../sheet/draw-sheet.ts';
import { collectRows, newSheetBudget, type SheetRows } from '../sheet/sheet-rows.ts';
import { titledSheet } from '../sheet/sheet-title.ts';
import type { Attributes } from '../xml/names.ts';
import { childrenOf, findAll, readElements, type XmlElement } from '../xml/tree.ts';
import { blockLines } from './blocks.ts';
import { addRow, repeatsOf } from './cells.ts';
import { newContext, type OpenContext } from './context.ts';
import { readStyles } from './read-styles.ts';
import { STYLE_CONTAINERS, takeStyle } from './styles.ts';

/** A sheet being read; `shown` is undefined for one that is hidden. */
type Sheet = { name: string; shown: boolean; row: number; rows: SheetRows; boxes: PageLine[] };

const ENTERED = new Set([
  ...STYLE_CONTAINERS,
  'office:body',
  'office:spreadsheet',
  'table:table',
  'table:table-header-rows',
  'table:table-rows',
  'table:table-row-group',
]);

/**
 * Reads an OpenDocument spreadsheet, row by row: sheets, hidden sheets and places as with Excel workbooks.
 *
 * @throws Refusal `corrupt_document`, `limit_exceeded`, `no_pages`, `invalid_settings`.
 */
export function readOpenSheets(
  parts: Package,
  file: OfficeFile,
  progress: (done: number, total: number) => void,
): Converted {
  const warnings: string[] = [];
  const losses = createLosses();
  const context = newContext(parts, readStyles(parts, warnings), losses);
  const sheets: Sheet[] = [];
  const budget = newSheetBudget();
  const begin = (name: string, attributes: Attributes) => {
    if (name === 'table:table') sheets.push(newSheet(attributes, context, collectRows(budget)));
  };
  try {
    readElements(
      parts.read('content.xml'),
      ENTERED,
      (element) => take(element, sheets.at(-1), context),
      undefined,
      begin,
    );
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    if (sheets.length === 0)
      throw new Refusal(
        'corrupt_document',
        `The spreadsheet cannot be read: ${error.message}. Save or upload it again.`,
      );
    const { name, row } = sheets.at(-1) ?? { name: '', row: 0 };
    warnings.push(
      `The file is damaged (${error.message}); what stands behind row ${row} of sheet "${name}" is missing.`,
    );
  }
  const shown = sheets.filter((sheet) => sheet.shown);
  if (shown.length === 0)
    throw new Refusal('no_pages', 'The spreadsheet has no visible sheet. Unhide the sheets to be read.');
  const hidden = sheets.filter((sheet) => !sheet.shown);
  if (hidden.length > 0)
    warnings.push(
      `Hidden sheets left out: ${hidden
        .slice(0, 20)
        .map(({ name }) => `"${name}"`)
        .join(', ')}${hidden.length > 20 ? ` and ${hidden.length - 20} more` : ''}.`,
    );
  const selected = selectedOf(shown.length, file);
  const pages = selected.flatMap((page, index): PageLines[] => {
    const sheet = shown[page - 1];
    if (!sheet) return [];
    const { lines, aligned } = drawSheet(sheet.rows.rows());
    if (!aligned)
      warnings.push(`Sheet "${sheet.name}" is too large to be aligned; its cells stand two blanks apart.`);
    progress(index + 1, selected.length);
    const boxes = sheet.boxes.length > 0 ? [{ text: '' }, ...sheet.boxes] : [];
    const titled = titledSheet(sheet.name, shown.length, [...lines, ...boxes]);
    return [{ page, name: sheet.name, source: 'office', lines: titled }];
  });
  losses.count('pictures', picturesIn(parts.names()));
  return { fileType: 'ods', pageCount: shown.length, pages, warnings: [...warnings, ...losses.warnings()] };
}

function newSheet(attributes: Attributes, { styles }: OpenContext, rows: SheetRows): Sheet {
  return {
    name: (attributes['table:name'] ?? '').slice(0, 100),
    shown: !styles.hidden.has(attributes['table:style-name'] ?? ''),
    row: 1,
    rows,
    boxes: [],
  };
}

function take(element: XmlElement, sheet: Sheet | undefined, context: OpenContext): void {
  if (!sheet) takeStyle(element, context.styles);
  else if (element.name === 'table:table-row') {
    if (sheet.shown) addRow(element, sheet.row, sheet.rows, context);
    sheet.row += repeatsOf(element, 'table:number-rows-repeated');
  } else if (element.name === 'table:shapes' && sheet.shown) {
    const boxes = childrenOf(element).filter(({ name }) => name.startsWith('draw:'));
    const texts = boxes.flatMap((box) =>
      findAll(box, 'draw:text-box').concat(box.name === 'draw:frame' ? [] : [box]),
    );
    for (const box of texts) for (const text of blockLines(box, context).lines) sheet.boxes.push({ text });
  }
}
