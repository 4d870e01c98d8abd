import { strToU8, zipSync } from 'fflate';

const SCHEMAS = 'http://schemas.openxmlformats.org';
const OFFICE = `${SCHEMAS}/officeDocument/2006/relationships`;
const SHEET = `xmlns="${SCHEMAS}/spreadsheetml/2006/main"`;
/** Local time, as ZIP files have it: the same bytes in every time zone. */
const MADE_AT = new Date(2026, 2, 18, 9, 30);

/** Numbers of cell formats in `STYLES`. */
const DATE = 1;
const EURO = 2;
const SHARE = 3;

type Cell = string | number | { value: number; format: number } | undefined;

const day = (value: number): Cell => ({ value, format: DATE });
const euro = (value: number): Cell => ({ value, format: EURO });

/** Dates are days since 1899-12-30, as Excel counts them. */
const QUOTES: Cell[][] = [
  ['Renovation of the reading room'],
  [],
  ['Trade', 'Company', 'Offer of', 'Valid until', 'Price'],
  ['Flooring', 'Parkett Hansen', day(46069), day(46129), euro(8420)],
  ['Painting', 'Malerbetrieb Osei', day(46073), day(46133), euro(3975.5)],
  ['Electrics', 'Voltwerk GmbH', day(46076), day(46106), euro(5110.9)],
  [undefined, undefined, undefined, 'Total price', euro(17506.4)],
];

const FUNDING: Cell[][] = [
  ['Source', 'Share', 'Amount'],
  ['City of Kiel', { value: 0.6, format: SHARE }, euro(10503.84)],
  ['Friends of the library', { value: 0.4, format: SHARE }, euro(7002.56)],
  [undefined, 'Approved by', 'Miriam Okafor'],
];

const STYLES = `<styleSheet ${SHEET}><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="#,##0.00\\ [$€-407]"/></numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/><xf numFmtId="9" applyNumberFormat="1"/></cellXfs></styleSheet>`;

/** `examples/renovation.xlsx`: two sheets with dates, amounts and shares, as few parts as Excel takes. */
export function workbook(): Uint8Array {
  const parts = {
    '[Content_Types].xml': `<Types xmlns="${SCHEMAS}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`,
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `<workbook ${SHEET} xmlns:r="${OFFICE}"><sheets><sheet name="Quotes" sheetId="1" r:id="r1"/><sheet name="Funding" sheetId="2" r:id="r2"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations([
      ['worksheet', 'quotes.xml'],
      ['worksheet', 'funding.xml'],
      ['styles', 'styles.xml'],
    ]),
    'xl/styles.xml': STYLES,
    'xl/quotes.xml': sheet(QUOTES),
    'xl/funding.xml': sheet(FUNDING),
  };
  const files = Object.entries(parts).map(([name, xml]) => [
    name,
    strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${xml}`),
  ]);
  return zipSync(Object.fromEntries(files), { mtime: MADE_AT });
}

function relations(targets: readonly [type: string, target: string][]): string {
  const all = targets.map(
    ([type, target], index) =>
      `<Relationship Id="r${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${SCHEMAS}/package/2006/relationships">${all.join('')}</Relationships>`;
}

function sheet(rows: readonly Cell[][]): string {
  const all = rows.map(
    (cells, row) =>
      `<row r="${row + 1}">${cells.map((cell, column) => cellOf(cell, row, column)).join('')}</row>`,
  );
  return `<worksheet ${SHEET}><sheetData>${all.join('')}</sheetData></worksheet>`;
}

function cellOf(cell: Cell, row: number, column: number): string {
  const at = `${String.fromCharCode(65 + column)}${row + 1}`;
  if (cell === undefined) return '';
  if (typeof cell === 'string') return `<c r="${at}" t="inlineStr"><is><t>${cell}</t></is></c>`;
  const { value, format } = typeof cell === 'number' ? { value: cell, format: 0 } : cell;
  return `<c r="${at}" s="${format}"><v>${value}</v></c>`;
}
