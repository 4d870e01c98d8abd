import { permanentError } from '../../contract/errors.ts';
import type { EngineAnswer, OcrUse, ReadPage } from './engine/protocol.ts';
import type { LayoutOptions } from './layout/types.ts';
import type { PageLoss } from './page-warnings.ts';
import type { PdfSession } from './session.ts';
import { EngineDied } from './thread.ts';

/** Pages that may kill the engine before the document counts as an attack. */
const MOST_DEATHS = 5;

export type Reading = { pages: ReadPage[]; losses: PageLoss[] };

/** Reads the pages one after the other; one that kills the engine loses only itself. */
export async function readPages(
  session: PdfSession,
  selected: readonly number[],
  how: { layout: LayoutOptions; ocr: OcrUse },
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
      await session.ask({ kind: 'read', pages: selected.slice(done()), ...how }, take);
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

const hostile = (deaths: number) =>
  permanentError(
    'limit_exceeded',
    `${deaths} pages of the PDF each needed more time or memory than allowed; the rest was not tried.`,
  );
