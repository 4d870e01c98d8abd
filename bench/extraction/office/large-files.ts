import { strToU8, zipSync } from 'fflate';

const OOXML = 'http://schemas.openxmlformats.org';
const RELATIONS = `${OOXML}/officeDocument/2006/relationships`;
const PAGES = 800;
const PARAGRAPHS_A_PAGE = 8;

const related = (list: readonly (readonly [type: string, target: string])[]): string =>
  `<Relationships xmlns="${OOXML}/package/2006/relationships">${list
    .map(
      ([type, target], index) =>
        `<Relationship Id="r${index}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`;

function packed(main: string, type: string, parts: Record<string, string>): Uint8Array {
  const all: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="${OOXML}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/${main}" ContentType="application/vnd.openxmlformats-officedocument.${type}.main+xml"/></Types>`,
    '_rels/.rels': related([['officeDocument', main]]),
    ...parts,
  };
  return zipSync(Object.fromEntries(Object.entries(all).map(([name, xml]) => [name, strToU8(xml)])));
}

/** A workbook of rows with three texts and seven numbers each, of three formats. */
export function largeWorkbook(rows = 50_000): Uint8Array {
  const main = `xmlns="${OOXML}/spreadsheetml/2006/main" xmlns:r="${RELATIONS}"`;
  const strings: string[] = [];
  const cell = (row: number, column: number): string => {
    const address = `${String.fromCharCode(65 + column)}${row}`;
    if (column > 2)
      return `<c r="${address}" s="${column % 3}"><v>${(row * column * 1.37).toFixed(3)}</v></c>`;
    strings.push(`<si><t>Text ${row} ${column} ${(row * 7919 + column) % 1000}</t></si>`);
    return `<c r="${address}" t="s"><v>${strings.length - 1}</v></c>`;
  };
  const ten = Array.from({ length: 10 }, (_none, column) => column);
  const sheet = Array.from(
    { length: rows },
    (_none, index) => `<row r="${index + 1}">${ten.map((column) => cell(index + 1, column)).join('')}</row>`,
  ).join('');
  return packed('xl/workbook.xml', 'spreadsheetml.sheet', {
    'xl/workbook.xml': `<workbook ${main}><sheets><sheet name="Large" sheetId="1" r:id="r0"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': related([
      ['worksheet', 'worksheets/sheet1.xml'],
      ['sharedStrings', 'sharedStrings.xml'],
      ['styles', 'styles.xml'],
    ]),
    'xl/styles.xml': `<styleSheet ${main}><cellXfs><xf numFmtId="0"/><xf numFmtId="4"/><xf numFmtId="10"/></cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst ${main}>${strings.join('')}</sst>`,
    'xl/worksheets/sheet1.xml': `<worksheet ${main}><sheetData>${sheet}</sheetData></worksheet>`,
  });
}

/** A document of 800 pages by explicit breaks, each of eight paragraphs of six runs. */
export function largeDocument(): Uint8Array {
  const runs = (page: number, number: number): string =>
    Array.from(
      { length: 6 },
      (_none, run) =>
        `<w:r w:rsidRPr="007F1D13"><w:rPr><w:rFonts w:ascii="Arial"/><w:sz w:val="22"/></w:rPr><w:t xml:space="preserve">Page ${page} paragraph ${number} run ${run} with some more words of text in it. </w:t></w:r>`,
    ).join('');
  const paragraph = (page: number, number: number): string =>
    `<w:p w:rsidR="00A77427"><w:pPr><w:spacing w:after="120"/></w:pPr>${page > 0 && number === 0 ? '<w:r><w:br w:type="page"/></w:r>' : ''}${runs(page, number)}</w:p>`;
  const body = Array.from({ length: PAGES * PARAGRAPHS_A_PAGE }, (_none, index) =>
    paragraph(Math.floor(index / PARAGRAPHS_A_PAGE), index % PARAGRAPHS_A_PAGE),
  );
  return packed('word/document.xml', 'wordprocessingml.document', {
    'word/document.xml': `<w:document xmlns:w="${OOXML}/wordprocessingml/2006/main"><w:body>${body.join('')}</w:body></w:document>`,
    'word/_rels/document.xml.rels': related([]),
  });
}
