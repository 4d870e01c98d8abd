import type { ExtractedDocument, UnfinishedDocument, X2TextInput } from '../adapters/x2text/types.ts';
import { permanentError } from '../contract/errors.ts';
import { assemble } from './assemble.ts';
import { type Detected, detectType } from './detect-type.ts';
import { isUnfinished, type LocalDocument, type LocalInput } from './local-document.ts';
import { readPlain } from './plain/read-plain.ts';

/** Reads any supported file with the local engines, which are loaded only for the type at hand. */
export async function readDocument(input: X2TextInput): Promise<ExtractedDocument | UnfinishedDocument> {
  const outcome = await readLocally({
    ...input,
    depth: 0,
    expanded: { bytesLeft: input.limits.maxExpandedBytes },
  });
  if (isUnfinished(outcome)) return outcome;
  const { pages, warnings, ...document } = outcome;
  if (pages.every(({ lines }) => lines.every(({ text }) => text.trim() === ''))) throw noText();
  return { ...document, ...assemble(pages, input.settings.page_seperator), warnings: [...warnings] };
}

/** The same in one go. */
export async function readWhole(input: Omit<X2TextInput, 'checkpoints'>): Promise<ExtractedDocument> {
  const document = await readDocument(input);
  if (isUnfinished(document)) throw new Error(`Unfinished without checkpoints: ${document.unfinished}`);
  return document;
}

/** Reads one file, which may lie within another one. */
async function readLocally(input: LocalInput): Promise<LocalDocument | UnfinishedDocument> {
  const detected = await detectType(input.bytes, input.fileName);
  if (detected.type === 'pdf') {
    const { readPdf } = await import('./pdf/read-pdf.ts');
    return readPdf(input);
  }
  const document = await readOther(detected, input);
  input.progress?.(1, 1, 'pages');
  return document;
}

async function readOther(detected: Exclude<Detected, { type: 'pdf' }>, input: LocalInput) {
  if (detected.type !== 'html' && detected.type !== 'csv') return readPlain(detected);
  const { convert } = await import('./conversion/convert.ts');
  const { type, text, warnings } = detected;
  const converted = await convert(
    type === 'csv' ? { kind: type, text, delimiter: detected.delimiter } : { kind: type, text },
    input,
  );
  return { ...converted, warnings: [...warnings, ...converted.warnings] };
}

const noText = () => permanentError('no_text', 'The file has no text: it holds nothing but blanks.');
