import type { Bomb } from './bomb.ts';
import { docx, odf, pptx, WORD, xlsx } from './office-files.ts';

export const OFFICE_BOMBS: readonly Bomb[] = [
  {
    name: 'DOCX, billion laughs, levels',
    fileName: 'laughs.docx',
    full: 10,
    small: 10,
    make: (size) => {
      const entities = Array.from(
        { length: size },
        (_none, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
      );
      const type = `<!DOCTYPE w:document [<!ENTITY l0 "lol">${entities.join('')}]>`;
      return docx([[`${type}<w:document ${WORD}><w:body><w:p><w:r><w:t>&l${size};</w:t></w:r></w:p>`, 1]]);
    },
  },
  {
    name: 'DOCX, elements in each other',
    fileName: 'nested.docx',
    full: 10_000_000,
    small: 100_000,
    make: (size) =>
      docx([
        [`<w:document ${WORD}><w:body>`, 1],
        ['<w:p>', size],
      ]),
  },
  {
    name: 'DOCX, bytes of one attribute',
    fileName: 'attribute.docx',
    full: 2 ** 30,
    small: 2 ** 26,
    make: (size) =>
      docx([
        [`<w:document ${WORD}><w:body x="`, 1],
        ['a', size],
      ]),
  },
  {
    name: 'DOCX, attributes of one element',
    fileName: 'attributes.docx',
    full: 100_000_000,
    make: (size) =>
      docx([
        [`<w:document ${WORD}><w:body `, 1],
        ['a="b" ', size],
      ]),
  },
  {
    name: 'DOCX, bytes of one text',
    fileName: 'text.docx',
    full: 510 * 2 ** 20,
    make: (size) =>
      docx([
        [`<w:document ${WORD}><w:body><w:p><w:r><w:t>`, 1],
        ['word ', size / 5],
      ]),
  },
  {
    name: 'DOCX, paragraphs',
    fileName: 'paragraphs.docx',
    full: 10_000_000,
    make: (size) =>
      docx([
        [`<w:document ${WORD}><w:body>`, 1],
        ['<w:p><w:r><w:t>some words</w:t></w:r></w:p>', size],
        ['</w:body></w:document>', 1],
      ]),
  },
  {
    name: 'DOCX, cells of a row',
    fileName: 'cells.docx',
    full: 1_000_000,
    make: (size) =>
      docx([
        [`<w:document ${WORD}><w:body><w:tbl><w:tr>`, 1],
        ['<w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc>', size],
        ['</w:tr></w:tbl></w:body></w:document>', 1],
      ]),
  },
  {
    name: 'DOCX, tables in each other',
    fileName: 'tables.docx',
    full: 120,
    make: (size) =>
      docx([
        [`<w:document ${WORD}><w:body>`, 1],
        ['<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p>', size],
        ['<w:p/></w:tc></w:tr></w:tbl>', size],
        ['</w:body></w:document>', 1],
      ]),
  },
  {
    name: 'DOCX, columns that a cell spans',
    fileName: 'span.docx',
    full: 2_000_000_000,
    small: 2_000_000_000,
    make: (size) =>
      docx([
        [
          `<w:document ${WORD}><w:body><w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="${size}"/></w:tcPr>` +
            '<w:p><w:r><w:t>wide</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>',
          1,
        ],
      ]),
  },
  {
    name: 'XLSX, a cell in the last row and column',
    fileName: 'far.xlsx',
    full: 1,
    small: 1,
    make: () => xlsx([['<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c></row>', 1]]),
  },
  {
    name: 'XLSX, rows with a cell in the last column',
    fileName: 'wide.xlsx',
    full: 1_000_000,
    make: (size) =>
      xlsx([['<row><c t="inlineStr"><is><t>a</t></is></c><c r="XFD1"><v>1</v></c></row>', size]]),
  },
  {
    name: 'XLSX, cells',
    fileName: 'cells.xlsx',
    full: 10_000_000,
    make: (size) => xlsx([[`<row>${'<c><v>1</v></c>'.repeat(10)}</row>`, size / 10]]),
  },
  {
    name: 'XLSX, merged ranges over all',
    fileName: 'merged.xlsx',
    full: 1_000_000,
    small: 50_000,
    make: (size) =>
      xlsx(
        [['<row r="1"><c r="A1"><v>1</v></c></row>', 1]],
        [
          ['<mergeCells>', 1],
          ['<mergeCell ref="A1:XFD1048576"/>', size],
          ['</mergeCells>', 1],
        ],
      ),
  },
  {
    name: 'ODS, repeated rows and columns',
    fileName: 'repeated.ods',
    full: 1_048_576,
    small: 1_048_576,
    make: (size) =>
      odf('spreadsheet', [
        [
          `<table:table table:name="a"><table:table-row table:number-rows-repeated="${size}"><table:table-cell ` +
            `table:number-columns-repeated="16384" office:value-type="string"><text:p>a</text:p></table:table-cell>` +
            '</table:table-row></table:table>',
          1,
        ],
      ]),
  },
  {
    name: 'ODS, rows repeated 2e9 times, many times',
    fileName: 'more-repeated.ods',
    full: 1_000_000,
    make: (size) =>
      odf('spreadsheet', [
        ['<table:table table:name="a">', 1],
        [
          '<table:table-row table:number-rows-repeated="2000000000"><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>',
          size,
        ],
        ['</table:table>', 1],
      ]),
  },
  {
    name: 'ODT, blanks of one element',
    fileName: 'blanks.odt',
    full: 2_000_000_000,
    small: 2_000_000_000,
    make: (size) => odf('text', [[`<text:p>a<text:s text:c="${size}"/>b</text:p>`, 1]]),
  },
  {
    name: 'ODT, elements in each other',
    fileName: 'nested.odt',
    full: 10_000_000,
    make: (size) => odf('text', [['<text:section>', size]]),
  },
  {
    name: 'PPTX, shapes of a slide',
    fileName: 'shapes.pptx',
    full: 1_000_000,
    make: pptx,
  },
];
