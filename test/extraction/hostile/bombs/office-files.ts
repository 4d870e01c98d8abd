import { deflateRepeated, type Repeated } from './deflate-repeated.ts';
import { type PackedEntry, packedZip } from './packed-zip.ts';

export const WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PARTS = 'application/vnd.openxmlformats-officedocument';
const ODF = 'urn:oasis:names:tc:opendocument:xmlns';

const entry = (name: string, pieces: readonly Repeated[]): PackedEntry => ({
  name,
  ...deflateRepeated(pieces),
});

const contentTypes = (part: string, type: string): PackedEntry =>
  entry('[Content_Types].xml', [
    [
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${part}" ContentType="${PARTS}.${type}+xml"/></Types>`,
      1,
    ],
  ]);

const relationships = (name: string, type: string, target: string): PackedEntry =>
  entry(name, [
    [
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${OFFICE}/${type}" Target="${target}"/></Relationships>`,
      1,
    ],
  ]);

/** A Word document with this as `word/document.xml`. */
export function docx(body: readonly Repeated[]): Uint8Array {
  return packedZip([
    contentTypes('word/document.xml', 'wordprocessingml.document.main'),
    relationships('_rels/.rels', 'officeDocument', 'word/document.xml'),
    entry('word/document.xml', body),
  ]);
}

/** A workbook of one sheet with these rows and this behind them. */
export function xlsx(rows: readonly Repeated[], behind: readonly Repeated[] = []): Uint8Array {
  const book = `<workbook ${SHEET} xmlns:r="${OFFICE}"><sheets><sheet name="One" sheetId="1" r:id="r1"/></sheets></workbook>`;
  return packedZip([
    contentTypes('xl/workbook.xml', 'spreadsheetml.sheet.main'),
    relationships('_rels/.rels', 'officeDocument', 'xl/workbook.xml'),
    entry('xl/workbook.xml', [[book, 1]]),
    relationships('xl/_rels/workbook.xml.rels', 'worksheet', 'worksheets/sheet1.xml'),
    entry('xl/worksheets/sheet1.xml', [
      [`<worksheet ${SHEET}><sheetData>`, 1],
      ...rows,
      ['</sheetData>', 1],
      ...behind,
      ['</worksheet>', 1],
    ]),
  ]);
}

/** A presentation of one slide with this many shapes. */
export function pptx(shapes: number, text = 'shape'): Uint8Array {
  const names =
    `xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="${OFFICE}" ` +
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"';
  return packedZip([
    contentTypes('ppt/presentation.xml', 'presentationml.presentation.main'),
    relationships('_rels/.rels', 'officeDocument', 'ppt/presentation.xml'),
    entry('ppt/presentation.xml', [
      [`<p:presentation ${names}><p:sldIdLst><p:sldId id="256" r:id="r1"/></p:sldIdLst></p:presentation>`, 1],
    ]),
    relationships('ppt/_rels/presentation.xml.rels', 'slide', 'slides/slide1.xml'),
    entry('ppt/slides/slide1.xml', [
      [`<p:sld ${names}><p:cSld><p:spTree>`, 1],
      [
        '<p:sp><p:spPr><a:xfrm><a:off x="1" y="1"/><a:ext cx="99" cy="99"/></a:xfrm></p:spPr>' +
          '<p:txBody><a:p><a:r><a:t>' +
          text +
          '</a:t></a:r></a:p></p:txBody></p:sp>',
        shapes,
      ],
      ['</p:spTree></p:cSld></p:sld>', 1],
    ]),
  ]);
}

/** An OpenDocument file with this in its body. */
export function odf(kind: 'text' | 'spreadsheet', body: readonly Repeated[]): Uint8Array {
  const type = `application/vnd.oasis.opendocument.${kind}`;
  const names = ['office', 'text', 'table'].map((name) => `xmlns:${name}="${ODF}:${name}:1.0"`).join(' ');
  const mimetype = Buffer.from(type);
  return packedZip([
    { ...entry('mimetype', [[mimetype, 1]]), packed: mimetype, method: 0 },
    entry('content.xml', [
      [`<office:document-content ${names}><office:body><office:${kind}>`, 1],
      ...body,
      [`</office:${kind}></office:body></office:document-content>`, 1],
    ]),
  ]);
}
