import { permanentError } from '../../contract/errors.ts';
import { COMPOUND_FILE } from '../archive/compound-file.ts';
import { type DecodedText, decodeText } from '../plain/decode-text.ts';
import { type ImageType, imageType } from './image-type.ts';
import { foreignFormat } from './known-formats.ts';
import {
  findDelimiter,
  flatOpenDocument,
  looksLikeHtml,
  looksLikeMail,
  looksLikeMarkdown,
} from './text-formats.ts';
import { encrypted, unsupported } from './unsupported.ts';

export type OfficeType = 'docx' | 'xlsx' | 'pptx' | 'odt' | 'ods' | 'odp';

/** `undecided`: the encoding is still to be found; `text` shows the ASCII in it. */
type Text = { text: string; warnings: string[]; undecided?: true };

/** What a file is. `kind` says which reader it goes to, `type` is what results call it. */
export type Detected =
  | { kind: 'pdf'; type: 'pdf' }
  | { kind: 'image'; type: ImageType }
  | { kind: 'office'; type: OfficeType }
  | { kind: 'zip'; type: 'zip' }
  | { kind: 'rtf'; type: 'rtf' }
  /** `bytes` are the file's own, or UTF-8 for one that is coded wide. */
  | { kind: 'mail'; type: 'eml'; bytes: Uint8Array }
  | ({ kind: 'html'; type: 'html' } & Text)
  | ({ kind: 'csv'; type: 'csv'; delimiter: string } & Text)
  | ({ kind: 'plain'; type: 'txt' | 'md' | 'json' | 'xml' } & Text);

/** `%PDF-` may stand behind up to this many bytes of junk. */
const PDF_HEADER_WITHIN = 1024;
/** The end of a PDF may be followed by junk, too. */
const PDF_END_WITHIN = 2048;
/** A first entry, an empty archive's end, ZIP64's end, the mark of a split archive. */
const ZIP_MARKS = ['PK\x03\x04', 'PK\x05\x06', 'PK\x06\x06', 'PK\x06\x07', 'PK\x07\x08', 'PK00PK'];
const OFFICE_NAMES: ReadonlySet<string> = new Set([
  'docx',
  'xlsx',
  'pptx',
  'odt',
  'ods',
  'odp',
  'docm',
  'xlsm',
  'pptm',
]);
const HEAD_BYTES = 64 * 1024;
/** UTF-32 has four bytes a character; the readers take some 32 million characters. */
const MOST_TEXT_BYTES = 128 * 1024 * 1024;
/** What PDFs are made of, where no reader finds a header: not a text that anybody wrote. */
const PDF_SOURCE = /^\s*%PDF\b|\b\d+ \d+ obj\b/;

/**
 * Says by content, not by name, what a file is. Only between kinds of plain text, which carry no mark (TXT, Markdown,
 * CSV), the name decides. Throws `empty_file`, `unsupported_type` (naming what it is), `encrypted_document` or
 * `corrupt_document`.
 */
export async function detectType(bytes: Uint8Array, fileName: string): Promise<Detected> {
  if (bytes.length === 0)
    throw permanentError('empty_file', 'The file is empty (0 bytes). Check that the upload was complete.');
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD_BYTES)).toString(
    'latin1',
  );
  const extension = extensionOf(fileName);
  return (await binaryType(bytes, head, extension)) ?? textType(bytes, head, extension);
}

export const extensionOf = (fileName: string): string =>
  /\.([A-Za-z0-9]{1,8})$/.exec(fileName)?.[1]?.toLowerCase() ?? '';

/** Formats whose first bytes tell them. A PDF may begin with junk, but not with another format's mark. */
async function binaryType(bytes: Uint8Array, head: string, extension: string): Promise<Detected | undefined> {
  if (head.startsWith('%PDF-')) return { kind: 'pdf', type: 'pdf' };
  if (ZIP_MARKS.some((mark) => head.startsWith(mark)) || isDamagedZip(bytes, head))
    return zipType(bytes, extension);
  if (Buffer.from(head.slice(0, 8), 'latin1').toString('hex') === COMPOUND_FILE) return compound(bytes);
  if (/^(\xef\xbb\xbf)?\s*\{\\rtf/.test(head)) return { kind: 'rtf', type: 'rtf' };
  const image = imageType(head);
  if (image) return { kind: 'image', type: image };
  const header = head.slice(0, PDF_HEADER_WITHIN).indexOf('%PDF-');
  const foreign = foreignFormat(head);
  if (header > 0 && /\d\s+obj\b/.test(head) && !foreign && !looksLikeMail(head, ''))
    return { kind: 'pdf', type: 'pdf' };
  if (foreign) throw unsupported(foreign.name, foreign.remedy);
  return undefined;
}

/** Its first entry is overwritten, but the archive's end is there. */
const isDamagedZip = (bytes: Uint8Array, head: string): boolean =>
  head.startsWith('PK') && Buffer.from(bytes.slice(-HEAD_BYTES)).includes('PK\x05\x06');

async function zipType(bytes: Uint8Array, extension: string): Promise<Detected> {
  const { packageType } = await import('../archive/package-type.ts');
  const found = packageType(bytes);
  if (found.type === 'other') throw unsupported(found.name, found.remedy);
  if (found.type !== 'zip') return { kind: 'office', type: found.type };
  if (OFFICE_NAMES.has(extension))
    throw permanentError(
      'corrupt_document',
      `The file is named .${extension} but what such a document needs is not in it: it is damaged. Save or upload it again.`,
    );
  return { kind: 'zip', type: 'zip' };
}

async function compound(bytes: Uint8Array): Promise<never> {
  const { compoundType } = await import('../archive/compound-type.ts');
  const found = compoundType(bytes);
  throw found.encrypted ? encrypted(found.name, found.remedy) : unsupported(found.name, found.remedy);
}

/** A PDF whose header is overwritten or cut off: the rest may still be read. */
const hasPdfEnd = (bytes: Uint8Array): boolean => {
  const tail = Buffer.from(bytes.slice(-PDF_END_WITHIN)).toString('latin1');
  return /\bstartxref\b|\btrailer\b|%%EOF/.test(tail);
};

function textType(bytes: Uint8Array, head: string, extension: string): Detected {
  // A mail may carry parts that are binary as they are.
  if (looksLikeMail(head, extension)) return { kind: 'mail', type: 'eml', bytes };
  if (bytes.length > MOST_TEXT_BYTES)
    throw permanentError('limit_exceeded', `The text has more than ${MOST_TEXT_BYTES} bytes. Split it.`);
  if (extension === 'pdf' && PDF_SOURCE.test(head)) {
    if (hasPdfEnd(bytes)) return { kind: 'pdf', type: 'pdf' };
    throw damagedPdf();
  }
  const decoded = decodeText(bytes);
  // In a file that calls itself PDF, a guessed encoding says that it is damaged rather than text.
  if (!decoded || (extension === 'pdf' && (decoded.undecided || decoded.warning)))
    throw unknownBinary(extension);
  const { text, warning, undecided }: DecodedText = decoded;
  const warnings = warning ? [warning] : [];
  if (extension === 'pdf') warnings.push('The file is named .pdf but holds plain text; it was read as that.');
  if (looksLikeMail(text, extension)) return { kind: 'mail', type: 'eml', bytes: Buffer.from(text) };
  const flat = flatOpenDocument(text);
  if (flat) return { kind: 'office', type: flat };
  const content: Text = { text, warnings, ...(undecided && { undecided }) };
  if (looksLikeHtml(text, extension)) return { kind: 'html', type: 'html', ...content };
  const named = plainType(text, extension);
  const delimiter = named === 'json' || named === 'xml' ? undefined : findDelimiter(text, extension);
  if (delimiter) return { kind: 'csv', type: 'csv', delimiter, ...content };
  return { kind: 'plain', type: named, ...content };
}

function plainType(text: string, extension: string): 'txt' | 'md' | 'json' | 'xml' {
  if (/^\s*<(\?xml\b|!doctype\s+(?!html)\w)/i.test(text)) return 'xml';
  if (isJson(text)) return 'json';
  return looksLikeMarkdown(text, extension) ? 'md' : 'txt';
}

/** An object with a first name, or an array with a first value. */
const JSON_START = /^\s*(\{\s*("|\})|\[\s*(["{[\d\]-]|true\b|false\b|null\b))/;
const MOST_PARSED = 4 * 1024 * 1024;

/** One value, or one a line. */
function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  // To parse a large one costs many times its size, and may be the point of it.
  if (text.length > MOST_PARSED) return JSON_START.test(text);
  const [first = '', second = ''] = text
    .slice(0, 1024 * 1024)
    .trimStart()
    .split('\n', 2);
  return parses(text) || (second.startsWith('{') && parses(first));
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function unknownBinary(extension: string) {
  return extension === 'pdf' ? damagedPdf() : unsupported('binary data of an unknown kind');
}

const damagedPdf = () =>
  permanentError(
    'corrupt_document',
    'The file is named .pdf but has no PDF header: it is damaged or not a PDF. Export or upload it again.',
  );
