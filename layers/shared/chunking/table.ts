import type { Range } from './unit.ts';

/** Lines that a table's later rows are read under; one object for all rows of a table. */
export type TableHeader = readonly Range[];

/** A line that is no blank one, as far as a table is concerned. */
export type TableLine = Range & { text: string; kind: 'row' | 'text' | 'other' };

/** What stands between a line and the one before: nothing, one blank line, more of them, a page's end. */
export type Gap = 'none' | 'small' | 'large' | 'page';

type Table = {
  /** Rows before the first one with a value. */
  head: Range[];
  valueRows: number;
  /** Most cells that a row had. */
  cells: number;
  /** Lines that are no rows since the last one that was. */
  strangers: number;
  confirmed: TableHeader | undefined;
  /** Its header stands above a Markdown rule. */
  ruled: boolean;
};

/** A header of more rows is none. */
const MOST_HEADER_ROWS = 3;
/** Rows with values that make the rows above them a header. */
const VALUE_ROWS = 2;
/** Labels ("Current assets:") between rows. */
const MOST_STRANGERS = 2;
const LONGEST_LABEL = 60;
const LONGEST_HEADER = 1000;

const MARKDOWN_RULE = /^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$/;
const YEAR_OR_DATE = /^\D{0,2}(?:(?:19|20)\d\d|\d{1,4}[./-]\d{1,2}[./-]\d{1,4})\D{0,2}$/;

/**
 * Follows tables through their lines. A header is what stands above a Markdown rule, or up to three rows without a
 * value above rows that have some – a table whose rows are all words gets none, as nothing tells them apart. A table
 * goes on over one blank line and over page breaks, until rows without values begin another.
 */
export function followTables() {
  let table: Table | undefined;
  return {
    /** The header that the line stands under; undefined for the header itself and outside of tables. */
    read(line: TableLine, gap: Gap): TableHeader | undefined {
      if (gap === 'large' || line.kind === 'other') table = undefined;
      if (line.kind === 'row') return readRow(line, gap);
      if (!table || line.text.trim().length > LONGEST_LABEL || ++table.strangers > MOST_STRANGERS) {
        table = undefined;
      }
      return undefined;
    },
    /** The header of the table that is being read, for a label between its rows. */
    current: () => table?.confirmed,
  };

  function readRow(line: TableLine, gap: Gap): TableHeader | undefined {
    if (table && MARKDOWN_RULE.test(line.text)) {
      if (table.head.length > 0 && table.valueRows === 0 && !table.confirmed) {
        table.confirmed = headerOf([...table.head, trimmed(line)]);
        table.ruled = true;
      }
      return undefined;
    }
    const cells = cellsOf(line.text);
    const hasValues = cells.slice(1).some(isValue) || (cells.length > 0 && cells.every(isValue));
    if (!table || (gap !== 'none' && !continues(table, cells.length, hasValues, gap))) {
      table = {
        head: [],
        valueRows: 0,
        cells: cells.length,
        strangers: 0,
        confirmed: undefined,
        ruled: false,
      };
    }
    table.cells = Math.max(table.cells, cells.length);
    table.strangers = 0;
    if (table.confirmed) return table.confirmed;
    if (hasValues) {
      table.valueRows++;
      if (table.valueRows >= VALUE_ROWS) table.confirmed = headerOf(table.head);
      return table.confirmed;
    }
    if (table.valueRows === 0) table.head.push(trimmed(line));
    return undefined;
  }
}

const continues = (table: Table, cells: number, hasValues: boolean, gap: Gap) =>
  table.ruled ? gap === 'page' && cells === table.cells : hasValues && Math.abs(cells - table.cells) <= 1;

function headerOf(rows: readonly Range[]): TableHeader | undefined {
  if (rows.length === 0 || rows.length > MOST_HEADER_ROWS) return undefined;
  const length = rows.reduce((sum, { start, end }) => sum + end - start, 0);
  return length > LONGEST_HEADER ? undefined : [...rows];
}

function trimmed({ text, start }: TableLine): Range {
  const before = text.length - text.replace(/^[\s\f]+/, '').length;
  // Leading spaces keep columns aligned; line ends and form feeds do not belong to a header.
  const indent = /[^\S\r\n\f]*$/.exec(text.slice(0, before))?.[0].length ?? 0;
  return { start: start + before - indent, end: start + text.trimEnd().length };
}

const cellsOf = (row: string): string[] =>
  row
    .trim()
    .split(row.includes('|') ? '|' : /\t|\s{2,}/)
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '');

/** An amount, a share, a quantity with its unit – no word, no year and no date. */
function isValue(cell: string): boolean {
  if (cell.length > 40 || !/^[^\p{L}]*\d/u.test(cell) || YEAR_OR_DATE.test(cell)) return false;
  return (cell.match(/\p{L}/gu)?.length ?? 0) <= 3;
}

/** The header's lines as one text, ready to stand in front of the rows. */
export const headerText = (text: string, header: TableHeader): string =>
  header.map(({ start, end }) => `${text.slice(start, end)}\n`).join('');
