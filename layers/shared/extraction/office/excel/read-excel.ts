import type { PageLines } from '../../assemble.ts';
import { type Converted, type OfficeFile, Refusal } from '../../conversion/protocol.ts';
import { Damaged } from '../damaged.ts';
import { drawingLines } from '../drawing/sheet-drawing.ts';
import { createLosses, type Losses, picturesIn } from '../losses.ts';
import type { Package } from '../package/open.ts';
import { relatedPart, relationshipsOf } from '../package/relationships.ts';
import { selectedOf } from '../selection.ts';
import { drawSheet } from '../sheet/draw-sheet.ts';
import { hideMerged } from '../sheet/merges.ts';
import { collectRows, newSheetBudget, type SheetBudget } from '../sheet/sheet-rows.ts';
import { titledSheet } from '../sheet/sheet-title.ts';
import { readElements } from '../xml/tree.ts';
import { readCellFormats } from './cell-formats.ts';
import { readSheet, type SheetContext } from './read-sheet.ts';
import { readSharedStrings } from './strings.ts';
import { readWorkbook, type Sheet } from './workbook.ts';

/**
 * Reads an Excel workbook: each visible worksheet is a page, each row a line. Hidden sheets are left out with a
 * warning; hidden rows and columns, which filters make, are read.
 *
 * @throws Refusal `corrupt_document`, `limit_exceeded`, `no_pages`, `invalid_settings`, `encrypted_document`.
 */
export function readExcel(
  parts: Package,
  file: OfficeFile,
  progress: (done: number, total: number) => void,
): Converted {
  const main = relatedPart(relationshipsOf(parts, ''), 'officeDocument') ?? 'xl/workbook.xml';
  const { sheets, from1904 } = needed(() => readWorkbook(parts, main), 'its list of sheets');
  const related = relationshipsOf(parts, main);
  const losses = createLosses();
  const shown = sheets.filter(({ hidden, kind }) => !hidden && kind === 'worksheet');
  if (shown.length === 0)
    throw new Refusal('no_pages', 'The workbook has no visible worksheet. Unhide the sheets to be read.');
  const selected = selectedOf(shown.length, file);
  const budget = newSheetBudget();
  const warnings = leftOut(sheets);
  const context: SheetContext = {
    strings: needed(
      () => readSharedStrings(parts, relatedPart(related, 'sharedStrings')),
      'its table of texts',
    ),
    formats: needed(
      () => readCellFormats(parts, relatedPart(related, 'styles'), from1904),
      'its number formats',
    ),
    onMissing: () => losses.count('formulas'),
  };
  const pages = selected.flatMap((page, index): PageLines[] => {
    const sheet = shown[page - 1];
    if (!sheet) return [];
    const lines = sheetLines(parts, sheet, context, budget, losses, warnings);
    progress(index + 1, selected.length);
    return [
      { page, name: sheet.name, source: 'office', lines: titledSheet(sheet.name, shown.length, lines) },
    ];
  });
  if (
    pages.every(({ lines }) => lines.length === 0) &&
    warnings.some((warning) => warning.includes('damaged'))
  )
    throw new Refusal(
      'corrupt_document',
      'The workbook is damaged: no sheet of it can be read. Save or upload it again.',
    );
  losses.count('pictures', picturesIn(parts.names()));
  return { fileType: 'xlsx', pageCount: shown.length, pages, warnings: [...warnings, ...losses.warnings()] };
}

function sheetLines(
  parts: Package,
  { name, part }: Sheet,
  context: SheetContext,
  budget: SheetBudget,
  losses: Losses,
  warnings: string[],
) {
  const rows = collectRows(budget);
  try {
    const merges = readSheet(parts.read(part), rows, context);
    hideMerged(rows.rows(), merges);
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    const last = rows.rows().at(-1)?.row;
    warnings.push(
      `Sheet "${shortened(name)}" is damaged (${error.message}); ${last ? `what stands behind row ${last} is` : 'all of it is'} missing.`,
    );
  }
  const { lines, aligned } = drawSheet(rows.rows());
  if (!aligned)
    warnings.push(`Sheet "${shortened(name)}" is too large to be aligned; its cells stand two blanks apart.`);
  const related = relationshipsOf(parts, part);
  countComments(parts, relatedPart(related, 'comments'), losses);
  return [...lines, ...drawingLines(parts, relatedPart(related, 'drawing'))];
}

function countComments(parts: Package, part: string | undefined, losses: Losses): void {
  try {
    if (part)
      readElements(parts.read(part), new Set(['comments', 'commentList']), ({ name }) => {
        if (name === 'comment') losses.count('comments');
      });
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
  }
}

function leftOut(sheets: readonly Sheet[]): string[] {
  const named = (some: readonly Sheet[], what: string) =>
    some.length === 0
      ? []
      : [
          `${what} left out: ${some
            .slice(0, 20)
            .map(({ name }) => `"${shortened(name)}"`)
            .join(', ')}${some.length > 20 ? ` and ${some.length - 20} more` : ''}.`,
        ];
  return [
    ...named(
      sheets.filter(({ hidden }) => hidden),
      'Hidden sheets',
    ),
    ...named(
      sheets.filter(({ hidden, kind }) => !hidden && kind !== 'worksheet'),
      'Chart and macro sheets',
    ),
  ];
}

const shortened = (name: string): string => (name.length > 60 ? `${name.slice(0, 60)}…` : name);

function needed<T>(read: () => T, what: string): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    throw new Refusal(
      'corrupt_document',
      `The workbook cannot be read: ${what} is damaged (${error.message}). Save or upload it again.`,
    );
  }
}
