/** Names for people, by the extension that file-type gives. What is not listed is named by its MIME type. */
const NAMES: Record<string, string> = {
  png: 'a PNG image',
  jpg: 'a JPEG image',
  tif: 'a TIFF image',
  webp: 'a WebP image',
  gif: 'a GIF image',
  bmp: 'a BMP image',
  heic: 'a HEIC image',
  avif: 'an AVIF image',
  docx: 'a Word document (DOCX)',
  xlsx: 'an Excel workbook (XLSX)',
  pptx: 'a PowerPoint presentation (PPTX)',
  odt: 'an OpenDocument text (ODT)',
  ods: 'an OpenDocument spreadsheet (ODS)',
  odp: 'an OpenDocument presentation (ODP)',
  cfb: 'an old or encrypted Office file (DOC, XLS, PPT or MSG)',
  rtf: 'an RTF document',
  epub: 'an EPUB book',
  zip: 'a ZIP archive',
  ps: 'a PostScript file',
  eps: 'an EPS file',
};

/** Text formats that file-type knows by mark; they are handled as text. */
const TEXT_TYPES = new Set(['xml', 'svg', 'ics', 'vcf', 'vtt', 'html', 'json']);

/** Names a binary format for people (`pdf` for a PDF whose header stands behind junk); undefined for text and for what is not known. */
export async function sniffBinary(bytes: Uint8Array, head: string): Promise<string | undefined> {
  if (head.startsWith('{\\rtf')) return NAMES.rtf;
  const { fileTypeFromBuffer } = await import('file-type');
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  if (!found || TEXT_TYPES.has(found.ext) || found.mime.startsWith('text/')) return undefined;
  if (found.ext === 'pdf') return 'pdf';
  return NAMES[found.ext] ?? `of type ${found.mime}`;
}
