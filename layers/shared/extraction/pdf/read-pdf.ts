import type { ExtractedDocument, X2TextInput } from '../../adapters/x2text/types.ts';
import { permanentError } from '../../contract/errors.ts';
import type { Word } from '../../contract/lines.ts';
import { assemble, type PageLine, type PageLines } from '../assemble.ts';
import { selectPages } from '../page-selection.ts';
import type { EngineAnswer, ReadPage } from './engine/protocol.ts';
import type { OutputMode } from './layout/types.ts';
import { type PageLoss, pageWarnings } from './page-warnings.ts';
import { openPdf, type PdfSession } from './session.ts';
import { EngineDied } from './thread.ts';

/** Pages that may kill the engine before the document counts as an attack. */
const MOST_DEATHS = 5;

/** Reads a digital PDF. See `X2TextAdapter` for its errors. */
export async function readPdf(input: X2TextInput, pageTimeoutMs?: number): Promise<ExtractedDocument> {
  const { settings, limits, signal } = input;
  const session = await openPdf({
    bytes: input.bytes,
    password: settings.password,
    memoryMb: limits.engineMemoryMb,
    timeoutMs: limits.extractionTimeoutMs,
    pageTimeoutMs,
    signal,
  });
  try {
    const selected = selectPages(settings.pages_to_extract, session.pageCount);
    if (selected.length > limits.maxPages) throw tooManyPages(selected.length, limits.maxPages);
    const reading = await readPages(session, selected, settings.output_mode ?? 'layout_preserving', (done) =>
      input.progress?.(done, selected.length, 'pages'),
    );
    return toDocument(reading, session.pageCount, selected, settings.page_seperator);
  } finally {
    await session.close();
  }
}

type Reading = { pages: ReadPage[]; losses: PageLoss[] };

/** Reads the pages one after the other; one that kills the engine loses only itself. */
async function readPages(
  session: PdfSession,
  selected: readonly number[],
  mode: OutputMode,
  progress: (done: number) => void,
): Promise<Reading> {
  const reading: Reading = { pages: [], losses: [] };
  const done = () => reading.pages.length + reading.losses.length;
  const take = (answer: EngineAnswer) => {
    if (answer.kind === 'page') reading.pages.push(answer.page);
    if (answer.kind === 'lost') reading.losses.push({ page: answer.page, why: answer.why });
    progress(done());
  };
  for (let deaths = 0; done() < selected.length; ) {
    try {
      await session.ask({ kind: 'read', pages: selected.slice(done()), mode }, take);
    } catch (error) {
      if (!(error instanceof EngineDied)) throw error;
      reading.losses.push({ page: selected[done()] as number, why: 'engine-failed' });
      progress(done());
      if (++deaths >= MOST_DEATHS) throw hostile(deaths);
      if (done() < selected.length) await session.revive();
    }
  }
  return reading;
}

function toDocument(
  { pages, losses }: Reading,
  pageCount: number,
  selected: readonly number[],
  separator: string | undefined,
): ExtractedDocument {
  if (pages.length === 0) throw allLost(losses);
  if (pages.every((page) => page.text.trim() === '')) throw noText(pages.length);
  const { text, lines } = assemble(pages.map(toLines), 'text-layer', separator);
  return {
    text,
    lines,
    fileType: 'pdf',
    pageCount,
    warnings: pageWarnings(pages, losses),
    metadata: { engine: 'pdfium', ...(selected.length < pageCount && { pages_extracted: selected.length }) },
  };
}

function toLines({ page, width, height, text, words, wordsOfLine }: ReadPage): PageLines {
  let at = 0;
  let offset = 0;
  const lines = text.split('\n').map((line, index): PageLine => {
    const start = offset;
    offset += line.length + 1;
    const own = Array.from({ length: wordsOfLine[index] ?? 0 }, (): Word => {
      const [from = 0, to = 0, x0 = 0, y0 = 0, x1 = 0, y1 = 0] = words.subarray(at, at + 6);
      at += 6;
      return [from - start, to - start, x0, y0, x1, y1];
    });
    return { text: line, words: own };
  });
  return { page, width, height, lines: text === '' ? [] : lines };
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

const hostile = (deaths: number) =>
  permanentError(
    'limit_exceeded',
    `${deaths} pages of the PDF each needed more time or memory than allowed; the rest was not tried.`,
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
