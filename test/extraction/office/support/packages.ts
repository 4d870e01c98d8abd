import { strToU8, type Zippable, zipSync } from 'fflate';

/** Office files made of a few lines of XML: only what a test is about has to be written down. */
const MICROSOFT = 'http://schemas.openxmlformats.org';
const RELATIONS = `${MICROSOFT}/officeDocument/2006/relationships`;
const OASIS = 'urn:oasis:names:tc:opendocument:xmlns';

type Parts = Record<string, string>;

export function zip(parts: Parts): Uint8Array {
  const files: Zippable = {};
  for (const [name, content] of Object.entries(parts)) files[name] = strToU8(content);
  return zipSync(files);
}

/** A relationships part: id to type and target. */
export const relations = (list: Record<string, [type: string, target: string]>): string =>
  `<Relationships xmlns="${MICROSOFT}/package/2006/relationships">${Object.entries(list)
    .map(
      ([id, [type, target]]) => `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`;

function ooxml(main: string, contentType: string, parts: Parts): Uint8Array {
  return zip({
    '[Content_Types].xml': `<Types xmlns="${MICROSOFT}/package/2006/content-types"><Override PartName="/${main}" ContentType="application/vnd.openxmlformats-officedocument.${contentType}.main+xml"/></Types>`,
    '_rels/.rels': relations({ r1: ['officeDocument', main] }),
    ...parts,
  });
}

export const WORD = [
  `xmlns:w="${MICROSOFT}/wordprocessingml/2006/main"`,
  `xmlns:r="${RELATIONS}"`,
  `xmlns:m="${MICROSOFT}/officeDocument/2006/math"`,
  `xmlns:mc="${MICROSOFT}/markup-compatibility/2006"`,
  'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"',
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
  'xmlns:v="urn:schemas-microsoft-com:vml"',
].join(' ');

/** A Word document: the content of its body, and other parts by type, e.g. `numbering`. */
export function docx(body: string, others: Parts = {}, extra: Parts = {}): Uint8Array {
  const list = Object.keys(others).map((type): [string, [string, string]] => [
    type,
    [type.replace(/\d+$/, ''), `${type}.xml`],
  ]);
  return ooxml('word/document.xml', 'wordprocessingml.document', {
    'word/document.xml': `<w:document ${WORD}><w:body>${body}</w:body></w:document>`,
    'word/_rels/document.xml.rels': relations(Object.fromEntries(list)),
    ...Object.fromEntries(Object.entries(others).map(([type, xml]) => [`word/${type}.xml`, xml])),
    ...extra,
  });
}

export const run = (text: string): string => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
export const paragraph = (text: string, properties = ''): string =>
  `<w:p><w:pPr>${properties}</w:pPr>${text.startsWith('<') ? text : run(text)}</w:p>`;

export const SPREADSHEET = `xmlns="${MICROSOFT}/spreadsheetml/2006/main" xmlns:r="${RELATIONS}"`;

type SheetParts = { name: string; rows: string; after?: string; state?: string };

/** A workbook: rows of `<row>` elements a sheet, shared texts and number formats by style. */
export function xlsx(
  sheets: readonly SheetParts[],
  {
    strings = [],
    formats = [],
    workbook = '',
  }: { strings?: string[]; formats?: string[]; workbook?: string } = {},
  namespace = SPREADSHEET,
): Uint8Array {
  const parts: Parts = {
    'xl/workbook.xml': `<workbook ${namespace}>${workbook}<sheets>${sheets
      .map(
        ({ name, state }, index) =>
          `<sheet name="${name}" sheetId="${index + 1}" ${state ? `state="${state}" ` : ''}r:id="s${index}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations({
      ...Object.fromEntries(
        sheets.map((_sheet, index) => [`s${index}`, ['worksheet', `worksheets/sheet${index}.xml`]]),
      ),
      strings: ['sharedStrings', 'sharedStrings.xml'],
      styles: ['styles', 'styles.xml'],
    }),
    'xl/sharedStrings.xml': `<sst ${namespace}>${strings.join('')}</sst>`,
    'xl/styles.xml': `<styleSheet ${namespace}><numFmts>${formats
      .map(
        (code, index) =>
          `<numFmt numFmtId="${200 + index}" formatCode="${code.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')}"/>`,
      )
      .join(
        '',
      )}</numFmts><cellXfs><xf numFmtId="0"/>${formats.map((_code, index) => `<xf numFmtId="${200 + index}"/>`).join('')}</cellXfs></styleSheet>`,
  };
  sheets.forEach(({ rows, after = '' }, index) => {
    parts[`xl/worksheets/sheet${index}.xml`] =
      `<worksheet ${namespace}><sheetData>${rows}</sheetData>${after}</worksheet>`;
  });
  return ooxml('xl/workbook.xml', 'spreadsheetml.sheet', parts);
}

/** An inline text or a number in a cell. */
export const cell = (address: string, value: string | number, style = 0): string =>
  typeof value === 'number'
    ? `<c r="${address}" s="${style}"><v>${value}</v></c>`
    : `<c r="${address}" t="inlineStr"><is><t xml:space="preserve">${value}</t></is></c>`;

export const POWERPOINT = `xmlns:a="${MICROSOFT}/drawingml/2006/main" xmlns:r="${RELATIONS}" xmlns:p="${MICROSOFT}/presentationml/2006/main" xmlns:c="${MICROSOFT}/drawingml/2006/chart"`;

/** A presentation of slides; each is the content of its shape tree. `extra`: further parts. */
export function pptx(
  slides: readonly (string | { shapes: string; show?: string; related?: Record<string, [string, string]> })[],
  extra: Parts = {},
): Uint8Array {
  const parts: Parts = {
    'ppt/presentation.xml': `<p:presentation ${POWERPOINT}><p:sldIdLst>${slides.map((_slide, index) => `<p:sldId id="${256 + index}" r:id="s${index}"/>`).join('')}</p:sldIdLst></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': relations(
      Object.fromEntries(
        slides.map((_slide, index) => [`s${index}`, ['slide', `slides/slide${index + 1}.xml`]]),
      ),
    ),
  };
  slides.forEach((slide, index) => {
    const { shapes, show, related } =
      typeof slide === 'string' ? { shapes: slide, show: undefined, related: undefined } : slide;
    parts[`ppt/slides/slide${index + 1}.xml`] =
      `<p:sld ${POWERPOINT}${show ? ` show="${show}"` : ''}><p:cSld><p:spTree>${shapes}</p:spTree></p:cSld></p:sld>`;
    if (related) parts[`ppt/slides/_rels/slide${index + 1}.xml.rels`] = relations(related);
  });
  return ooxml('ppt/presentation.xml', 'presentationml.presentation', { ...parts, ...extra });
}

/** A shape with paragraphs of text at x and y. */
export function shape(x: number, y: number, paragraphs: readonly string[], placeholder = ''): string {
  const body = paragraphs
    .map((text) => `<a:p>${text.startsWith('<') ? text : `<a:r><a:t>${text}</a:t></a:r>`}</a:p>`)
    .join('');
  return `<p:sp><p:nvSpPr><p:nvPr>${placeholder}</p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="${x}" y="${y}"/><a:ext cx="100" cy="50"/></a:xfrm></p:spPr><p:txBody>${body}</p:txBody></p:sp>`;
}

export const OPEN_DOCUMENT = [
  ...['office', 'text', 'table', 'style', 'presentation', 'manifest'].map(
    (name) => `xmlns:${name}="${OASIS}:${name}:1.0"`,
  ),
  `xmlns:draw="${OASIS}:drawing:1.0"`,
  `xmlns:svg="${OASIS}:svg-compatible:1.0"`,
  `xmlns:fo="${OASIS}:xsl-fo-compatible:1.0"`,
  'xmlns:xlink="http://www.w3.org/1999/xlink"',
].join(' ');

/** An OpenDocument file: the content of its body, its automatic styles and its `styles.xml`. */
export function openDocument(
  kind: 'text' | 'spreadsheet' | 'presentation',
  body: string,
  { automatic = '', styles = '', extra = {} }: { automatic?: string; styles?: string; extra?: Parts } = {},
): Uint8Array {
  return zip({
    mimetype: `application/vnd.oasis.opendocument.${kind}`,
    'content.xml': `<office:document-content ${OPEN_DOCUMENT}><office:automatic-styles>${automatic}</office:automatic-styles><office:body><office:${kind}>${body}</office:${kind}></office:body></office:document-content>`,
    'styles.xml': `<office:document-styles ${OPEN_DOCUMENT}>${styles}</office:document-styles>`,
    ...extra,
  });
}
