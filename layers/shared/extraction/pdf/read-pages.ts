import { permanentError } from '../../contract/errors.ts';
import type { EngineAnswer, OcrUse, ReadPage } from './engine/protocol.ts';
import type { LayoutOptions } from './layout/types.ts';
import { pageQueue } from './page-queue.ts';
import type { PageLoss } from './page-warnings.ts';
import type { PdfSession } from './session.ts';
import { EngineDied } from './thread.ts';

/** Pages that may kill the engine before the document counts as an attack. */
const MOST_DEATHS = 5;
/** Pages for which another engine is worth its start and its memory, some 80 MB: half a second of work. */
const PAGES_AN_ENGINE = 60;

export type Reading = { pages: ReadPage[]; losses: PageLoss[] };

export type ReadPagesOptions = {
  layout: LayoutOptions;
  ocr: OcrUse;
  /** Gets each page as soon as it is read or lost, in any order. */
  take?(page: ReadPage | PageLoss): void;
  /** Once true, no further page is begun: this invocation is over soon. */
  enough?(): boolean;
};

/**
 * Reads pages, those of a long document in several engines, and gives them in order. A page that kills its engine, or
 * takes too long, loses only itself. Pages are missing when `enough` says so.
 *
 * @throws `extraction_timeout`, `extraction_aborted`; `limit_exceeded` when page after page kills an engine.
 */
export async function readPages(
  session: PdfSession,
  selected: readonly number[],
  { layout, ocr, take, enough }: ReadPagesOptions,
): Promise<Reading> {
  const reading: Reading = { pages: [], losses: [] };
  const others = Math.floor(selected.length / PAGES_AN_ENGINE);
  let readers = 1 + others;
  const queue = pageQueue(selected, { readers: () => readers, enough });
  let deaths = 0;

  const lose = (loss: PageLoss) => {
    reading.losses.push(loss);
    take?.(loss);
  };
  const receive = (answer: EngineAnswer): number => {
    if (!('pages' in answer) || !answer.pages) return 0;
    for (const page of answer.pages) {
      if ('why' in page) lose(page);
      else {
        reading.pages.push(page);
        take?.(page);
      }
    }
    return answer.pages.length;
  };
  const readBatch = async (engine: PdfSession, batch: number[]) => {
    try {
      await engine.ask({ kind: 'read', pages: [...batch], layout, ocr }, (answer) => {
        batch.splice(0, receive(answer));
      });
    } catch (error) {
      const killer = batch.find((page) => page === engine.page()) ?? batch[0];
      if (!(error instanceof EngineDied) || killer === undefined) throw error;
      // Pages before it that had not been sent yet are read once more.
      queue.putBack(batch.filter((page) => page !== killer));
      lose({ page: killer, why: 'engine-failed' });
      if (++deaths >= MOST_DEATHS) throw hostile(deaths);
      if (queue.hasMore() || reading.pages.some((page) => page.ocr)) await engine.revive();
    }
  };
  const work = async (engine: PdfSession) => {
    for (let batch = queue.next(); batch.length > 0; batch = queue.next())
      await queue.timed(batch.length, readBatch(engine, batch));
  };
  const workToo = async () => {
    // The first engine reads on, whatever keeps another one from it.
    const other = await session.another().catch(() => undefined);
    if (other) await work(other).finally(other.close);
    else readers--;
  };

  const engines = [work(session), ...Array.from({ length: others }, workToo)];
  // An engine that was not up in time is not waited for.
  await Promise.race([Promise.all(engines), queue.settled]).catch(async (error: unknown) => {
    // While the session still reads a batch, nobody may ask or close it.
    await Promise.allSettled(engines);
    throw error;
  });
  const byPage = (a: { page: number }, b: { page: number }) => a.page - b.page;
  return { pages: reading.pages.sort(byPage), losses: reading.losses.sort(byPage) };
}

const hostile = (deaths: number) =>
  permanentError(
    'limit_exceeded',
    `${deaths} pages of the PDF each needed more time or memory than allowed; the rest was not tried.`,
  );
