import type { ExtractionLimits, UnfinishedDocument, X2TextCheckpoints } from '../../adapters/x2text/types.ts';
import type { OcrPlan } from '../ocr-use.ts';
import type { ReadPage } from './engine/protocol.ts';
import { openKeptPages } from './kept-pages.ts';
import type { LayoutOptions } from './layout/types.ts';
import { ocrPages } from './ocr-pages.ts';
import type { PageLoss } from './page-warnings.ts';
import { type Reading, readPages } from './read-pages.ts';
import type { PdfSession } from './session.ts';

/** Documents of fewer pages are read in one go: a page may take a minute, an invocation fifteen. */
const PAGES_WORTH_KEEPING = 10;
/** Pages whose text layers are read before OCR begins with them. */
const SLICE = 200;

export type RoundOptions = {
  layout: LayoutOptions;
  plan: OcrPlan;
  limits: ExtractionLimits;
  signal?: AbortSignal;
  checkpoints?: X2TextCheckpoints;
  progress?(done: number, total: number, unit: string): void;
};

/**
 * Reads pages, by OCR those that need it. What earlier invocations of the same run have kept is not read again; when
 * this one is over soon, what it has read is kept, and the answer says how far the document is.
 *
 * @throws `extraction_timeout` at the document's limit, which counts the work of all invocations;
 *   `extraction_aborted`; `limit_exceeded` when page after page kills an engine; errors of the store.
 */
export async function readInRounds(
  session: PdfSession,
  selected: readonly number[],
  options: RoundOptions,
): Promise<Reading | UnfinishedDocument> {
  const { layout, plan, limits, signal, progress } = options;
  const checkpoints = selected.length >= PAGES_WORTH_KEEPING ? options.checkpoints : undefined;
  const kept = await openKeptPages(checkpoints, JSON.stringify({ layout, plan }), limits.pageTimeoutMs);
  session.countEarlierWork(kept.workedMs);
  const done = new Map<number, ReadPage | PageLoss>();
  for (const page of [...kept.pages, ...kept.losses]) done.set(page.page, page);

  const finish = (page: ReadPage | PageLoss) => {
    done.set(page.page, page);
    kept.keep(page);
    progress?.(done.size, selected.length, 'pages');
  };
  const awaitsOcr = (page: ReadPage) => plan.use !== 'never' && page.ocr !== undefined && !page.ocr.outcome;
  const readSlice = async (pages: readonly number[]) => {
    const read = await readPages(session, pages, {
      layout,
      ocr: plan.use,
      enough: kept.enough,
      take: (page) => {
        if (!('text' in page && awaitsOcr(page))) finish(page);
      },
    });
    const before = [...done.values()].filter((page) => 'text' in page);
    const ocr = {
      plan,
      before,
      layout,
      limits,
      signal,
      deadline: session.deadline(),
      enough: kept.enough,
    };
    await ocrPages(session, read.pages.filter(awaitsOcr), ocr, finish);
  };

  const missing = selected.filter((page) => !done.has(page));
  try {
    for (let from = 0; from < missing.length && !kept.enough(); from += SLICE)
      await readSlice(missing.slice(from, from + SLICE));
  } catch (error) {
    // Whatever stopped it, the next try need not begin at the start.
    await kept.save().catch(() => undefined);
    throw error;
  }
  if (selected.some((page) => !done.has(page))) {
    await kept.save();
    return { unfinished: `${done.size} of ${selected.length} pages are read` };
  }
  const all = selected.flatMap((page) => done.get(page) ?? []);
  return { pages: all.filter((page) => 'text' in page), losses: all.filter((page) => 'why' in page) };
}
