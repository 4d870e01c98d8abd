import type { UnfinishedDocument } from '../../adapters/x2text/types.ts';
import { permanentError } from '../../contract/errors.ts';
import type { ExtractionSettings } from '../../contract/message.ts';
import type { ImageType } from '../detection/image-type.ts';
import { isUnfinished, type LocalDocument, type LocalInput } from '../local-document.ts';
import { type OcrPlan, ocrPlan } from '../ocr-use.ts';
import { selectPages } from '../page-selection.ts';
import type { ReadPage } from './engine/protocol.ts';
import type { LayoutOptions } from './layout/types.ts';
import { pageLines } from './page-lines.ts';
import { type PageLoss, pageWarnings } from './page-warnings.ts';
import { readInRounds } from './read-in-rounds.ts';
import type { Reading } from './read-pages.ts';
import { openPdf, type PdfSession } from './session.ts';

/** Reads a PDF. See `X2TextAdapter` for its errors. */
export const readPdf = (input: LocalInput): Promise<LocalDocument | UnfinishedDocument> =>
  readPaged(input, 'pdf');

/**
 * Reads a PDF, or a picture as the pages it makes: first text layers, then by OCR the pages that need it. See
 * `X2TextAdapter` for the errors.
 */
export async function readPaged(
  input: LocalInput,
  type: 'pdf' | ImageType,
): Promise<LocalDocument | UnfinishedDocument> {
  const { settings, limits, signal, progress } = input;
  const plan = ocrPlan(settings);
  const session = await openPdf({
    bytes: input.bytes,
    // What lies within another file is not its own to give away.
    ...(input.depth === 0 && { release: input.release }),
    password: settings.password,
    ...(type !== 'pdf' && { image: { type, maxPixels: limits.maxPagePixels } }),
    memoryMb: limits.engineMemoryMb,
    timeoutMs: limits.extractionTimeoutMs,
    pageTimeoutMs: limits.pageTimeoutMs,
    signal,
  });
  try {
    const selected = selectPages(settings.pages_to_extract, session.pageCount);
    if (selected.length > limits.maxPages) throw tooManyPages(selected.length, limits.maxPages);
    const layout = layoutOptions(settings);
    const options = { layout, plan, limits, signal, checkpoints: input.checkpoints, progress };
    const reading = await readInRounds(session, selected, options);
    if (isUnfinished(reading)) return reading;
    return toDocument(reading, { type, plan, session, selected });
  } finally {
    session.close();
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
  facts: { type: 'pdf' | ImageType; plan: OcrPlan; session: PdfSession; selected: readonly number[] },
): LocalDocument {
  const { type, selected } = facts;
  const { pageCount, repaired } = facts.session;
  if (pages.length === 0) throw allLost(losses, type);
  if (pages.every((page) => page.text.trim() === '')) throw noText(pages, facts);
  return {
    fileType: type,
    pageCount,
    pages: pages.map(pageLines),
    warnings: [...(repaired ? [NO_HEADER] : []), ...pageWarnings(pages, losses, type)],
    metadata: {
      ...readerFacts(pages),
      ...ocrFacts(pages),
      ...(selected.length < pageCount && { pages_extracted: selected.length }),
    },
  };
}

/** Who read the pages' text layers, and where our own reader made mistakes that PDFium had to make good. */
function readerFacts(pages: readonly ReadPage[]): Record<string, unknown> {
  const byPdfium = pages.filter((page) => page.byPdfium).length;
  const errors = [...new Set(pages.flatMap(({ readerError }) => readerError ?? []))];
  return {
    engine: byPdfium === 0 ? 'builtin' : byPdfium === pages.length ? 'pdfium' : 'builtin+pdfium',
    ...(errors.length > 0 && { reader_errors: errors }),
  };
}

/** How much OCR read, in which languages, and how sure it was in the mean of the pages it found words on. */
function ocrFacts(pages: readonly ReadPage[]): Record<string, unknown> {
  const read = pages.flatMap(({ ocr }) => (ocr?.outcome?.kind === 'read' ? [ocr.outcome] : []));
  const withWords = read.filter(({ words }) => words > 0);
  if (read.length === 0) return {};
  const sum = withWords.reduce((all, { confidence }) => all + confidence, 0);
  return {
    ocr_pages: read.length,
    ocr_languages: [...new Set(read.flatMap(({ languages }) => languages))].join('+'),
    ...(withWords.length > 0 && { ocr_confidence: Math.round((sum / withWords.length) * 100) / 100 }),
  };
}

const NO_HEADER =
  'The PDF has no header: it is damaged. Its parts were searched for; compare the text with the original.';

const tooManyPages = (pages: number, most: number) =>
  permanentError(
    'limit_exceeded',
    `The document has ${pages} pages, more than the ${most} allowed. ` +
      'Select pages by extraction_settings.pages_to_extract or raise MAX_PAGES.',
  );

function noText(pages: readonly ReadPage[], { type, plan }: { type: 'pdf' | ImageType; plan: OcrPlan }) {
  const where = pages.length === 1 ? 'its only page' : `any of its ${pages.length} pages`;
  const what = `The ${type === 'pdf' ? 'PDF' : 'picture'} has no text on ${where}`;
  if (plan.use === 'never')
    return permanentError(
      'no_text',
      `${what}, and extraction_settings.mode "native_text" does without OCR. Leave the mode out, or use "form".`,
    );
  if (pages.every(({ ocr }) => ocr?.outcome?.kind === 'blank'))
    return permanentError('no_text', `${what}: it is blank. Check that the right file was sent.`);
  if (pages.some(({ ocr }) => ocr?.outcome?.kind === 'failed'))
    return permanentError(
      'no_text',
      `${what} that could be read: OCR needed more time, memory or pixels than a page may. ` +
        'Raise PAGE_TIMEOUT_MS, ENGINE_MEMORY_MB or MAX_PAGE_PIXELS, or scan at 200 to 300 dpi.',
    );
  return permanentError(
    'no_text',
    `${what} that OCR can read in ${plan.languages.join('+')}. Scan it again at 300 dpi, name its language in ` +
      'extraction_settings.ocr_languages, or send its text as extracted_text.',
  );
}

function allLost(losses: readonly PageLoss[], type: 'pdf' | ImageType) {
  const what = type === 'pdf' ? 'PDF' : 'picture';
  const tooMuch = losses.some(({ why }) => why !== 'unreadable');
  return permanentError(
    tooMuch ? 'limit_exceeded' : 'corrupt_document',
    tooMuch
      ? `No page of the ${what} could be read within the limits of time, memory and characters a page.`
      : `No page of the ${what} can be read: the file is damaged. Export or upload it again.`,
  );
}
