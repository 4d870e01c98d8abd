import type { ExtractedDocument, X2TextInput } from '../adapters/x2text/types.ts';
import { detectType } from './detect-type.ts';
import { readText } from './plain/read-text.ts';

/** Reads any supported file with the local engines, which are loaded only for the type at hand. */
export async function readDocument(input: X2TextInput): Promise<ExtractedDocument> {
  const detected = await detectType(input.bytes, input.fileName);
  if (detected.type === 'pdf') {
    const { readPdf } = await import('./pdf/read-pdf.ts');
    return readPdf(input);
  }
  const document = await readPlain(detected);
  input.progress?.(1, 1, 'pages');
  return document;
}

async function readPlain(detected: Exclude<Awaited<ReturnType<typeof detectType>>, { type: 'pdf' }>) {
  if (detected.type === 'html') {
    const { readHtml } = await import('./plain/read-html.ts');
    return readHtml(detected.text, detected.warnings);
  }
  if (detected.type === 'csv') {
    const { readCsv } = await import('./plain/read-csv.ts');
    return readCsv(detected.text, detected.delimiter, detected.warnings);
  }
  return readText(detected.text, detected.type, detected.warnings);
}
