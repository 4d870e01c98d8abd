import { permanentError } from '../../contract/errors.ts';
import type { ExtractionSettings } from '../../contract/message.ts';
import type { LocalDocument, LocalInput } from '../local-document.ts';
import { selectPages } from '../page-selection.ts';
import type { LayoutOptions } from './layout/types.ts';
import { pageLines } from './page-lines.ts';
import { type PageLoss, pageWarnings } from './page-warnings.ts';
import { type Reading, readPages } from './read-pages.ts';
import { openPdf } from './session.ts';

/** Reads a PDF. See `X2TextAdapter` for its errors. */
export async function readPdf(input: LocalInput): Promise<LocalDocument> {
  const { settings, limits, signal } = input;
  const session = await openPdf({
    bytes: input.bytes,
    password: settings.password,
    memoryMb: limits.engineMemoryMb,
    timeoutMs: limits.extractionTimeoutMs,
    pageTimeoutMs: limits.pageTimeoutMs,
    signal,
  });
  try {
    const selected = selectPages(settings.pages_to_extract, session.pageCount);
    if (selected.length > limits.maxPages) throw tooManyPages(selected.length, limits.maxPages);
    const reading = await readPages(
      session,
      selected,
      { layout: layoutOptions(settings), ocr: 'never' },
      (done) => input.progress?.(done, selected.length, 'pages'),
    );
    return toDocument(reading, session.pageCount, selected);
  } finally {
    await session.close();
  }
}

/** Upstream's settings as the layout takes them. */
export const layoutOptions = (settings: ExtractionSettings): LayoutOptions => ({
  outputMode: settings.output_mode ?? 'layout_preserving',
  lineSplitterTolerance: settings.line_splitter_tolerance,
  horizontalStretchFactor: settings.horizontal_stretch_factor ?? 1,
  markVerticalLines: settings.mark_vertical_lines ?? false,
  markHorizontalLines: settings.mark_horizontal_lines ?? false,
});

function toDocument(
  { pages, losses }: Reading,
  pageCount: number,
  selected: readonly number[],
): LocalDocument {
  if (pages.length === 0) throw allLost(losses);
  if (pages.every((page) => page.text.trim() === '')) throw noText(pages.length);
  return {
    fileType: 'pdf',
    pageCount,
    pages: pages.map(pageLines),
    warnings: pageWarnings(pages, losses),
    metadata: { engine: 'pdfium', ...(selected.length < pageCount && { pages_extracted: selected.length }) },
  };
}

const tooManyPages = (pages: number, most: number) =>
  permanentError(
    'limit_exceeded',
    `The document has ${pages} pages, more than the ${most} allowed. ` +
      'Select pages by extraction_settings.pages_to_extract or raise MAX_PAGES.',
  );

const noText = (pages: number) =>
  permanentError(
    'no_text',
    `The PDF has no text on ${pages === 1 ? 'its only page' : `any of its ${pages} pages`}: it is probably a scan. ` +
      'The embedded extractor reads the text layer only; run OCR over the file first, or send its text as extracted_text.',
  );

function allLost(losses: readonly PageLoss[]) {
  const tooMuch = losses.some(({ why }) => why !== 'unreadable');
  return permanentError(
    tooMuch ? 'limit_exceeded' : 'corrupt_document',
    tooMuch
      ? 'No page of the PDF could be read within the limits of time, memory and characters a page.'
      : 'No page of the PDF can be read: the file is damaged. Export or upload it again.',
  );
}
