import { LAST_ROW, parseAddress } from '../sheet/address.ts';
import type { Merge } from '../sheet/merges.ts';
import type { SheetRows } from '../sheet/sheet-rows.ts';
import type { Attributes } from '../xml/names.ts';
import { parseXml } from '../xml/parse.ts';
import type { CellFormats } from './cell-formats.ts';
import { unescaped } from './strings.ts';

/** `onMissing` is called for a formula without a stored result. */
export type SheetContext = {
  strings: readonly string[];
  formats: CellFormats;
  onMissing(): void;
};

type Cell = { row: number; column: number; type: string; style: number; value: string; hasFormula: boolean };

const MOST_MERGES = 100_000;

/**
 * Reads the cells of one sheet as they pass by, into `rows`; gives what is merged. Formulas read as their stored
 * results.
 *
 * @throws Damaged; what came before is in `rows` then. Refusal.
 */
export function readSheet(pieces: Iterable<Uint8Array>, rows: SheetRows, context: SheetContext): Merge[] {
  const merges: Merge[] = [];
  let row = 0;
  let column = -1;
  let cell: Cell | undefined;
  let takesText = false;
  let inPhonetic = false;
  parseXml(pieces, {
    open(name, attributes) {
      switch (name) {
        case 'row':
          row = rowNumber(attributes.r, row + 1);
          column = -1;
          break;
        case 'c':
          cell = cellAt(attributes, row, column + 1);
          ({ row, column } = cell);
          break;
        case 'v':
          takesText = cell !== undefined && cell.type !== 'inlineStr';
          break;
        case 't':
          takesText = cell !== undefined && !inPhonetic;
          break;
        case 'f':
          if (cell) cell.hasFormula = true;
          break;
        case 'rPh':
          inPhonetic = true;
          break;
        case 'mergeCell':
          if (merges.length < MOST_MERGES) merges.push(...mergeOf(attributes.ref));
      }
    },
    close(name) {
      if (name === 'v' || name === 't') takesText = false;
      else if (name === 'rPh') inPhonetic = false;
      else if (name === 'c' && cell) {
        addCell(cell, rows, context);
        cell = undefined;
      }
    },
    text(value) {
      if (takesText && cell) cell.value += value;
    },
  });
  return merges;
}

function rowNumber(written: string | undefined, otherwise: number): number {
  const row = Number(written);
  return Number.isInteger(row) && row >= 1 && row <= LAST_ROW ? row : Math.min(otherwise, LAST_ROW);
}

function cellAt(attributes: Attributes, row: number, next: number): Cell {
  const address = attributes.r === undefined ? undefined : parseAddress(attributes.r);
  return {
    row: address?.row ?? Math.max(row, 1),
    column: address?.column ?? next,
    type: attributes.t ?? 'n',
    style: Number(attributes.s ?? 0),
    value: '',
    hasFormula: false,
  };
}

function addCell(cell: Cell, rows: SheetRows, context: SheetContext): void {
  const { row, column, type, value, hasFormula } = cell;
  if (value !== '') rows.add(row, column, shownText(cell, context), type === 'n' || type === 'd');
  else if (hasFormula && type !== 'str') context.onMissing();
}

function shownText({ type, style, value }: Cell, { strings, formats }: SheetContext): string {
  switch (type) {
    case 's':
      return strings[Number(value)] ?? '';
    case 'str':
    case 'inlineStr':
      return unescaped(value);
    case 'b':
      return value.trim() === '0' ? 'FALSE' : 'TRUE';
    case 'e':
      return value;
    case 'd':
      return value.replace(/T00:00:00(\.0+)?Z?$/, '').replace('T', ' ');
    default: {
      const number = Number(value);
      return Number.isFinite(number) ? formats.get(style)(number) : value;
    }
  }
}

function mergeOf(reference: string | undefined): Merge[] {
  const [from = '', to = ''] = (reference ?? '').split(':');
  const start = parseAddress(from);
  const end = parseAddress(to);
  return start && end ? [{ left: start.column, top: start.row, right: end.column, bottom: end.row }] : [];
}
