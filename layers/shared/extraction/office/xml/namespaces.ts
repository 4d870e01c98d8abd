/**
 * The prefixes by which these readers know the namespaces, whatever a file calls them. Transitional and strict OOXML
 * (ISO/IEC 29500) have different names for the same vocabulary. Names of spreadsheets and of packages have no prefix.
 */
const OOXML = 'http://schemas.openxmlformats.org';
const STRICT = 'http://purl.oclc.org/ooxml';
const OASIS = 'urn:oasis:names:tc:opendocument:xmlns';
const WORD_2010 = 'http://schemas.microsoft.com/office/word/2010';

export const PREFIX_OF: ReadonlyMap<string, string> = new Map([
  [`${OOXML}/spreadsheetml/2006/main`, ''],
  [`${STRICT}/spreadsheetml/main`, ''],
  [`${OOXML}/package/2006/relationships`, ''],
  [`${OOXML}/package/2006/content-types`, ''],
  ...both('wordprocessingml', 'main', 'w'),
  ...both('presentationml', 'main', 'p'),
  ...both('drawingml', 'main', 'a'),
  ...both('drawingml', 'chart', 'c'),
  ...both('drawingml', 'diagram', 'dgm'),
  ...both('drawingml', 'wordprocessingDrawing', 'wp'),
  ...both('drawingml', 'spreadsheetDrawing', 'xdr'),
  ...both('officeDocument', 'math', 'm'),
  ...both('officeDocument', 'relationships', 'r'),
  [`${OOXML}/markup-compatibility/2006`, 'mc'],
  [`${WORD_2010}/wordml`, 'w14'],
  [`${WORD_2010}/wordprocessingShape`, 'wps'],
  ['http://schemas.microsoft.com/office/drawing/2010/main', 'a14'],
  ['urn:schemas-microsoft-com:vml', 'v'],
  ...['office', 'text', 'table', 'style', 'presentation', 'form', 'manifest'].map(
    (name): [string, string] => [`${OASIS}:${name}:1.0`, name],
  ),
  [`${OASIS}:drawing:1.0`, 'draw'],
  [`${OASIS}:svg-compatible:1.0`, 'svg'],
  [`${OASIS}:xsl-fo-compatible:1.0`, 'fo'],
  ['http://www.w3.org/1999/xlink', 'xlink'],
  ['http://www.w3.org/1998/Math/MathML', 'math'],
]);

function both(vocabulary: string, name: string, prefix: string): [string, string][] {
  return [
    [`${OOXML}/${vocabulary}/2006/${name}`, prefix],
    [`${STRICT}/${vocabulary}/${name}`, prefix],
  ];
}
