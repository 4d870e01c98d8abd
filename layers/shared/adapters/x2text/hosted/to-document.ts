import { permanentError } from '../../../contract/errors.ts';
import { assemble, type PageLines } from '../../../extraction/assemble.ts';
import { extensionOf } from '../../../extraction/detection/detect-type.ts';
import { imageType } from '../../../extraction/detection/image-type.ts';
import { finishPages } from '../../../extraction/finishing/finish-pages.ts';
import type { ExtractedDocument, X2TextInput } from '../types.ts';
import { type Extractor, named } from './extractor.ts';

export type HostedPages = {
  pages: readonly PageLines[];
  /** Pages of the document itself, selected or not. */
  pageCount: number;
  warnings: readonly string[];
  metadata: Record<string, unknown>;
};

/** What all hosted extractors do with the pages they were given. Throws `limit_exceeded` and `no_text`. */
export function toDocument(
  extractor: Extractor,
  { pages, pageCount, warnings, metadata }: HostedPages,
  input: X2TextInput,
  separator = input.settings.page_seperator,
): ExtractedDocument {
  if (pages.length > input.limits.maxPages)
    throw tooManyPages(extractor, pages.length, input.limits.maxPages);
  if (pages.every(({ lines }) => lines.every(({ text }) => text.trim() === ''))) throw noText(extractor);
  const finished = finishPages(pages, input.settings);
  return {
    ...assemble(finished.pages, separator),
    fileType: fileTypeOf(input),
    pageCount,
    warnings: [...warnings],
    metadata: { ...metadata, ...finished.metadata },
  };
}

/** By content; what is neither PDF nor picture goes by its name, as the service reads it. */
export function fileTypeOf({ bytes, fileName }: Pick<X2TextInput, 'bytes' | 'fileName'>): string {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).toString('latin1');
  if (head.includes('%PDF-')) return 'pdf';
  return imageType(head) ?? (extensionOf(fileName) || 'unknown');
}

/** Throws `empty_file`: no service need be asked about it. */
export function refuseEmpty({ bytes }: X2TextInput): void {
  if (bytes.length === 0)
    throw permanentError('empty_file', 'The file is empty (0 bytes). Check that the upload was complete.');
}

const tooManyPages = (extractor: Extractor, pages: number, most: number) =>
  permanentError(
    'limit_exceeded',
    `${named(extractor)} gave ${pages} pages, more than the ${most} allowed. ` +
      'Select pages by extraction_settings.pages_to_extract or raise MAX_PAGES.',
  );

const noText = (extractor: Extractor) =>
  permanentError(
    'no_text',
    `${named(extractor)} found no text in the document. Check that it holds any; another mode or strategy may read it.`,
  );
