import { NotPlain } from '../file/types.ts';
import type { LayoutOptions } from '../layout/types.ts';
import type { EngineDocument } from './engine-document.ts';
import { readPlainPage } from './plain-document.ts';
import type { OcrUse, PageProblem, ReadPage } from './protocol.ts';
import { readPage } from './read-page.ts';

/** Reads and lays out one page (1-based) by our own reader or, where that cannot tell, by PDFium. */
export async function readByEither(
  document: EngineDocument,
  page: number,
  how: { layout: LayoutOptions; ocr: OcrUse },
): Promise<ReadPage | PageProblem> {
  let readerError: string | undefined;
  try {
    if (document.plain) return readPlainPage(document.plain, page, how);
  } catch (error) {
    // A page is not lost over a mistake of ours that PDFium does not make, but the mistake is told.
    if (!(error instanceof NotPlain)) readerError = describe(error);
  }
  const opened = await document.inPdfium();
  if (!opened) return 'unreadable';
  const read = readPage(opened.pdfium, opened.document, page, how);
  if (typeof read === 'string') return read;
  return { ...read, byPdfium: true, ...(readerError && { readerError }) };
}

/** Its kind and place; the message might hold text of the document. */
function describe(error: unknown): string {
  const { name, stack = '' } = error instanceof Error ? error : new Error('unknown');
  const place = /([\w-]+\.[jt]s):(\d+)/.exec(stack);
  return place ? `${name} at ${place[0]}` : name;
}
