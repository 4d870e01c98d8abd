import type { ExtractedDocument, X2TextInput } from '../adapters/x2text/types.ts';
import { type Detected, detectType } from './detect-type.ts';
import { readText } from './plain/read-text.ts';

/** Reads any supported file with the local engines, which are loaded only for the type at hand. */
export async function readDocument(input: X2TextInput): Promise<ExtractedDocument> {
  const detected = await detectType(input.bytes, input.fileName);
  if (detected.type === 'pdf') {
    const { readPdf } = await import('./pdf/read-pdf.ts');
    return readPdf(input);
  }
  const document = await readPlain(detected, input);
  input.progress?.(1, 1, 'pages');
  return document;
}

async function readPlain(detected: Exclude<Detected, { type: 'pdf' }>, input: X2TextInput) {
  const { type, text, warnings } = detected;
  if (type !== 'html' && type !== 'csv') return readText(text, type, warnings);
  const { convert } = await import('./plain/convert.ts');
  const delimiter = type === 'csv' ? detected.delimiter : '';
  const converted = await convert(
    type === 'csv' ? { kind: type, text, delimiter } : { kind: type, text },
    input,
  );
  const fileType = delimiter === '\t' ? 'tsv' : type;
  return readText(converted.text, fileType, [...warnings, ...converted.warnings]);
}
