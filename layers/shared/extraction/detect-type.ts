import { permanentError } from '../contract/errors.ts';
import { sniffBinary } from './known-formats.ts';
import { type DecodedText, decodeText } from './plain/decode-text.ts';
import { findDelimiter, looksLikeHtml, looksLikeMail, looksLikeMarkdown } from './text-formats.ts';

export type Detected =
  | { type: 'pdf' }
  | { type: 'csv'; text: string; delimiter: string; warnings: string[] }
  | { type: 'html' | 'txt' | 'md' | 'json' | 'xml'; text: string; warnings: string[] };

/** `%PDF-` may stand behind up to this many bytes of junk. */
const PDF_HEADER_WITHIN = 1024;

/**
 * Says by content, not by name, what a file is. Only between kinds of plain text, which carry no mark (TXT, Markdown,
 * CSV), the name decides. Throws `empty_file`, `unsupported_type` (naming what it is) or `corrupt_document`.
 */
export async function detectType(bytes: Uint8Array, fileName: string): Promise<Detected> {
  if (bytes.length === 0)
    throw permanentError('empty_file', 'The file is empty (0 bytes). Check that the upload was complete.');
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 64 * 1024)).toString(
    'latin1',
  );
  const header = head.slice(0, PDF_HEADER_WITHIN).indexOf('%PDF-');
  if (header === 0 || (header > 0 && /\d\s+obj\b/.test(head))) return { type: 'pdf' };
  const known = await sniffBinary(bytes, head);
  if (known === 'pdf') return { type: 'pdf' };
  if (known) throw unsupported(known);
  const decoded = decodeText(bytes);
  const named = extensionOf(fileName);
  // In a file that calls itself PDF, a guessed encoding says that it is damaged rather than text.
  if (!decoded || (named === 'pdf' && decoded.warning)) throw unknownBinary(named);
  return textType(decoded, named);
}

export const extensionOf = (fileName: string): string =>
  /\.([A-Za-z0-9]{1,8})$/.exec(fileName)?.[1]?.toLowerCase() ?? '';

function textType({ text, warning }: DecodedText, extension: string): Detected {
  const warnings = warning ? [warning] : [];
  if (extension === 'pdf') warnings.push('The file is named .pdf but holds plain text; it was read as that.');
  if (looksLikeMail(text, extension)) throw unsupported('an e-mail (EML)');
  if (text.startsWith('{\\rtf')) throw unsupported('an RTF document');
  if (looksLikeHtml(text, extension)) return { type: 'html', text, warnings };
  const delimiter = findDelimiter(text, extension);
  if (delimiter) return { type: 'csv', text, delimiter, warnings };
  if (/^\s*<\?xml\b/.test(text)) return { type: 'xml', text, warnings };
  if (isJson(text)) return { type: 'json', text, warnings };
  return { type: looksLikeMarkdown(text, extension) ? 'md' : 'txt', text, warnings };
}

function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const SUPPORTED = 'The embedded extractor reads digital PDF, TXT, Markdown, HTML, CSV and TSV';

const unsupported = (what: string) =>
  permanentError(
    'unsupported_type',
    `The file is ${what}. ${SUPPORTED}; convert the file to one of these, or send its text as extracted_text.`,
  );

function unknownBinary(extension: string) {
  if (extension === 'pdf')
    return permanentError(
      'corrupt_document',
      'The file is named .pdf but has no PDF header: it is damaged or not a PDF. Export or upload it again.',
    );
  return permanentError('unsupported_type', `The file is binary data of an unknown kind. ${SUPPORTED}.`);
}
