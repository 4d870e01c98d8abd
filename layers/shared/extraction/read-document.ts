import type { ExtractedDocument, UnfinishedDocument, X2TextInput } from '../adapters/x2text/types.ts';
import { permanentError } from '../contract/errors.ts';
import { assemble } from './assemble.ts';
import { checkSettings } from './check-settings.ts';
import type { Conversion, TextContent } from './conversion/protocol.ts';
import { type Detected, detectType } from './detection/detect-type.ts';
import { finishPages } from './finishing/finish-pages.ts';
import { isUnfinished, type LocalDocument, type LocalInput, type LocalReader } from './local-document.ts';
import { readPlain } from './plain/read-plain.ts';

/** Reads any supported file with the local engines, which are loaded only for the type at hand. */
export async function readDocument(input: X2TextInput): Promise<ExtractedDocument | UnfinishedDocument> {
  const settingWarnings = checkSettings(input.settings);
  const outcome = await readLocally({
    ...input,
    depth: 0,
    expanded: { bytesLeft: input.limits.maxExpandedBytes },
  });
  if (isUnfinished(outcome)) return outcome;
  const { pages: read, warnings, ...document } = outcome;
  if (read.every(({ lines }) => lines.every(({ text }) => text.trim() === '')))
    throw noText(input.settings.pages_to_extract);
  const { pages, metadata } = finishPages(read, input.settings);
  return {
    ...document,
    metadata: { ...document.metadata, ...metadata },
    ...assemble(pages, input.settings.page_seperator),
    warnings: [...settingWarnings, ...warnings],
  };
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
  const read = await readerOf(detected);
  const outcome = await read(input);
  if (!isUnfinished(outcome) && !PAGED.has(detected.kind))
    input.progress?.(outcome.pages.length, outcome.pages.length, 'pages');
  return outcome;
}

/** Their readers report every page as they go; the others know how many there are when they are done. */
const PAGED: ReadonlySet<Detected['kind']> = new Set(['pdf', 'image']);

/** The one place that knows which reader takes which kind of file. Each is loaded when a file asks for it. */
async function readerOf(detected: Detected): Promise<LocalReader> {
  switch (detected.kind) {
    case 'pdf':
      return (await import('./pdf/read-pdf.ts')).readPdf;
    case 'image':
      return (await import('./image/read-image.ts')).imageReader(detected.type);
    case 'office':
      return (await import('./office/office-reader.ts')).officeReader(detected.type);
    case 'zip':
      return containing((await import('./archive/read-zip.ts')).readZip);
    case 'rtf':
      return converting((bytes) => ({ kind: 'rtf', bytes }));
    case 'mail':
      return containing((await import('./mail/read-mail.ts')).readMail, detected.bytes);
    case 'html':
      return converting((bytes) => ({ kind: 'html', ...contentOf(detected, bytes) }), detected.warnings);
    case 'csv': {
      const { delimiter, warnings } = detected;
      return converting((bytes) => ({ kind: 'csv', delimiter, ...contentOf(detected, bytes) }), warnings);
    }
    case 'plain': {
      const { type, warnings } = detected;
      return detected.undecided
        ? converting((bytes) => ({ kind: 'plain', fileType: type, bytes }), warnings)
        : async () => readPlain(detected);
    }
  }
}

/** Reads a file with others in it, which are read as any file is. `bytes`: the file's, where they had to be recoded. */
const containing =
  (
    read: (input: LocalInput, readPart: LocalReader) => ReturnType<LocalReader>,
    bytes?: Uint8Array,
  ): LocalReader =>
  (input) =>
    read(bytes ? { ...input, bytes } : input, readLocally);

/** Reads in the conversion thread. */
async function converting(
  conversion: (bytes: Uint8Array) => Conversion,
  warnings: readonly string[] = [],
): Promise<LocalReader> {
  const { convert } = await import('./conversion/convert.ts');
  return async (input) => {
    const { expandedBytes = 0, ...converted } = await convert(conversion(input.bytes), input);
    input.expanded.bytesLeft -= expandedBytes;
    return { ...converted, warnings: [...warnings, ...converted.warnings] };
  };
}

/** Where the encoding is still to be found, the thread does that. */
const contentOf = (
  { text, undecided }: { text: string; undecided?: true },
  bytes: Uint8Array,
): TextContent => (undecided ? { bytes } : { text });

const noText = (selection: string | undefined) =>
  permanentError(
    'no_text',
    `${selection ? 'The selected pages have' : 'The file has'} no text: nothing but blanks.`,
  );
