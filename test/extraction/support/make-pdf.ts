import PDFDocument from 'pdfkit';

export type Draw = (pdf: PDFKit.PDFDocument) => void;

/** A PDF made by pdfkit; `draw` gets a document with a first page of `size` and no margins. */
export async function makePdf(draw: Draw, options: PDFKit.PDFDocumentOptions = {}): Promise<Uint8Array> {
  const pdf = new PDFDocument({ size: [400, 300], margin: 0, ...options });
  const parts: Buffer[] = [];
  pdf.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise((resolve) => pdf.on('end', resolve));
  pdf.font('Helvetica').fontSize(10);
  draw(pdf);
  pdf.end();
  await ended;
  return new Uint8Array(Buffer.concat(parts));
}

/** One word or line at its place; y is the top of the line as pdfkit counts it. */
export function put(pdf: PDFKit.PDFDocument, text: string, x: number, y: number): void {
  pdf.text(text, x, y, { lineBreak: false });
}

/** Text that ends at x. */
export function putRight(pdf: PDFKit.PDFDocument, text: string, x: number, y: number): void {
  put(pdf, text, x - pdf.widthOfString(text), y);
}

/** A PDF from its objects' bodies (object 1 first, which is the catalog), with a right cross-reference table. */
export function rawPdf(objects: readonly (string | Uint8Array)[]): Uint8Array {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const offsets: number[] = [];
  let at = parts[0]?.length ?? 0;
  const add = (part: Buffer) => {
    parts.push(part);
    at += part.length;
  };
  objects.forEach((body, index) => {
    offsets.push(at);
    add(Buffer.from(`${index + 1} 0 obj\n`));
    add(typeof body === 'string' ? Buffer.from(body, 'latin1') : Buffer.from(body));
    add(Buffer.from('\nendobj\n'));
  });
  const start = at;
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  add(Buffer.from(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`));
  add(Buffer.from(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`));
  return new Uint8Array(Buffer.concat(parts));
}

export const stream = (content: string | Uint8Array, dictionary = ''): Uint8Array => {
  const body = Buffer.from(content);
  return Buffer.concat([
    Buffer.from(`<< /Length ${body.length} ${dictionary} >>\nstream\n`),
    body,
    Buffer.from('\nendstream'),
  ]);
};

/** One page with this content stream; `resources` may refer to `more`, whose first object is number 5. */
export function onePage(
  content: string | Uint8Array,
  options: {
    box?: string;
    page?: string;
    resources?: string;
    filter?: string;
    more?: readonly (string | Uint8Array)[];
  } = {},
): Uint8Array {
  const { box = '0 0 400 300', page = '', resources = '', filter = '', more = [] } = options;
  return rawPdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [${box}] /Contents 4 0 R /Resources << ${resources} >> ${page} >>`,
    stream(content, filter),
    ...more,
  ]);
}

/** A font resource whose codes a, b, c … mean the given characters, as embedded subsets do it. */
export function mappedFont(characters: readonly string[]): {
  resources: string;
  more: (string | Uint8Array)[];
} {
  const lines = characters.map((character, index) => {
    const code = (0x61 + index).toString(16);
    return `<${code}> <${Buffer.from(character, 'utf16le').swap16().toString('hex')}>`;
  });
  const map = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def
1 begincodespacerange <00> <ff> endcodespacerange
${lines.length} beginbfchar
${lines.join('\n')}
endbfchar endcmap end end`;
  return {
    resources: '/Font << /F 5 0 R >>',
    more: ['<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>', stream(map)],
  };
}
