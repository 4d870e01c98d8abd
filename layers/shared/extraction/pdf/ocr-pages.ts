import { availableParallelism } from 'node:os';
import type { ExtractionLimits } from '../../adapters/x2text/types.ts';
import { permanentError, TaskError } from '../../contract/errors.ts';
import { recognise } from '../ocr/recognise.ts';
import type { OcrPage } from '../ocr/types.ts';
import type { OcrPlan } from '../ocr-use.ts';
import { aborted, timedOut } from '../stopped.ts';
import type { EngineAnswer, EngineRequest, GreyPage, OcrOutcome, ReadPage } from './engine/protocol.ts';
import { inTurn } from './in-turn.ts';
import type { LayoutOptions, PageToken } from './layout/types.ts';
import { decidedLanguages, type Languages, readInLikelyLanguage } from './ocr-language.ts';
import type { PdfSession } from './session.ts';
import { EngineDied } from './thread.ts';

/** Pages that may kill an engine before the document counts as an attack. */
const MOST_DEATHS = 5;
/** Confidence from which a word is added to a page that has a good text layer. */
const TRUSTED = 0.6;
/** The same for a single letter and for signs, which edges and textures look like. */
const CERTAIN = 0.9;
const SCRAP = /^[^\p{L}\p{N}]*\p{L}?[^\p{L}\p{N}]*$/u;
/** Pages under way at once: one for each core that can read, and one that is drawn meanwhile. */
const UNDER_WAY = Math.max(1, Math.min(4, availableParallelism())) + 1;

export type PageOcrOptions = {
  plan: OcrPlan;
  /** Pages of the document that are done: they may tell its language. */
  before: readonly ReadPage[];
  layout: LayoutOptions;
  limits: ExtractionLimits;
  /** As of `performance.now()`: when the whole document has to be read. */
  deadline: number;
  signal?: AbortSignal;
  /** Once true, no further page is begun: this invocation is over soon. */
  enough?(): boolean;
};

/**
 * Reads pages by OCR whose `ocr` says that it is needed: draws each, recognises its words, and lays it out with what is
 * good of its text layer. Until the languages are known, one page is read after the other: what a page is read in must
 * not depend on which one was done first. `take` gets each page as soon as it is done, in any order; it can be kept, and
 * is not read again. What fails on a page loses only that page's OCR, its outcome says so.
 *
 * @throws `extraction_timeout`, `extraction_aborted`; `limit_exceeded` when page after page kills the engine.
 */
export async function ocrPages(
  session: PdfSession,
  pages: readonly ReadPage[],
  options: PageOcrOptions,
  take: (page: ReadPage) => void | Promise<void>,
): Promise<void> {
  const waiting = pages.filter(({ ocr }) => ocr && !ocr.outcome);
  const engine = sharedEngine(session);
  const tried = [...options.before];
  let languages = options.plan.guess ? decidedLanguages(tried) : options.plan.languages;
  while (!languages && waiting[0]) {
    if (options.enough?.()) return;
    const page = await ocrPage(engine, waiting[0], languages, options);
    waiting.shift();
    await take(page);
    tried.push(page);
    languages = decidedLanguages(tried);
  }
  const worker = async () => {
    for (let page = waiting.shift(); page; page = waiting.shift()) {
      if (options.enough?.()) return;
      await take(await ocrPage(engine, page, languages, options));
    }
  };
  const workers = Array.from({ length: Math.min(UNDER_WAY, waiting.length) }, () =>
    worker().catch((error: unknown) => {
      // The others end after their page, not after the document.
      waiting.length = 0;
      throw error;
    }),
  );
  const ended = await Promise.allSettled(workers);
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
}

async function ocrPage(
  engine: SharedEngine,
  page: ReadPage,
  known: Languages | undefined,
  options: PageOcrOptions,
): Promise<ReadPage> {
  const why = page.ocr?.why ?? 'no-text';
  const without = (outcome: OcrOutcome): ReadPage => ({ ...page, ocr: { why, outcome } });
  const { plan, layout, limits } = options;
  const picture = await engine.ask({
    kind: 'grey',
    page: page.page,
    dpi: plan.dpi,
    maxPixels: limits.maxPagePixels,
  });
  if (picture === 'died') return without({ kind: 'failed', why: 'engine-failed' });
  if (picture?.kind !== 'grey') return without({ kind: 'failed', why: whyLost(picture) });
  if (picture.picture.blank) return without({ kind: 'blank' });
  const drawn = picture.picture;
  const reading = await readInLikelyLanguage(known, (languages) => recognisePage(drawn, languages, options));
  if (!reading) return without({ kind: 'failed', why: 'engine-failed' });
  const { found, languages } = reading;
  const tokens = onPage(found, page);
  const outcome: OcrOutcome = {
    kind: 'read',
    words: tokens.length,
    confidence: found.confidence,
    dpi: picture.picture.dpi,
    lowDpi: picture.picture.dpi < plan.dpi,
    languages,
  };
  if (tokens.length === 0) return without(outcome);
  const laidOut = await engine.ask({ kind: 'lay-out', page: page.page, layout, found: tokens, why });
  if (laidOut === 'died' || laidOut?.kind !== 'page')
    return without({ kind: 'failed', why: laidOut === 'died' ? 'engine-failed' : whyLost(laidOut) });
  return { ...laidOut.page, ocr: { why, outcome } };
}

const whyLost = (answer: EngineAnswer | undefined) =>
  answer?.kind === 'lost' && answer.why !== 'too-many-characters' ? answer.why : 'unreadable';

/** Words of a picture; undefined when this page is not to be read. */
async function recognisePage(
  { width, height, pixels, dpi }: GreyPage,
  languages: Languages,
  { limits, deadline, signal }: PageOcrOptions,
): Promise<OcrPage | undefined> {
  const left = deadline - performance.now();
  if (signal?.aborted) throw aborted();
  if (left <= 0) throw tooLate(limits);
  try {
    return await recognise(
      { kind: 'grey', width, height, pixels },
      {
        languages,
        dpi,
        memoryMb: limits.engineMemoryMb,
        timeoutMs: Math.min(left, limits.pageTimeoutMs),
        maxPixels: limits.maxPagePixels,
        signal,
      },
    );
  } catch (error) {
    if (signal?.aborted) throw aborted();
    if (performance.now() >= deadline) throw tooLate(limits);
    if (error instanceof TaskError && !error.retryable) return undefined;
    throw error;
  }
}

const tooLate = ({ extractionTimeoutMs }: ExtractionLimits) =>
  timedOut(extractionTimeoutMs, 'or select pages by extraction_settings.pages_to_extract');

/**
 * Words in points of the page: the picture's size in whole pixels differs from it by a hair. Among words that can be
 * trusted, those are left out that OCR sees in textures of a photograph.
 */
function onPage(found: OcrPage, page: ReadPage): PageToken[] {
  const [sx, sy] = [page.width / found.width, page.height / found.height];
  const isTrusted = ({ text, confidence = 1 }: PageToken) =>
    page.ocr?.why !== 'pictures' || confidence >= (SCRAP.test(text) ? CERTAIN : TRUSTED);
  const x = (at: number) => Math.min(page.width, Math.max(0, at * sx));
  const y = (at: number) => Math.min(page.height, Math.max(0, at * sy));
  return found.tokens.filter(isTrusted).map(({ box, origin, em, ...token }) => ({
    ...token,
    box: [x(box[0]), y(box[1]), x(box[2]), y(box[3])],
    origin: [origin[0] * sx, origin[1] * sy],
    em: em * sy,
  }));
}

type SharedEngine = {
  /** The one answer to a request, or `died` when it killed the engine, which is a new one then. */
  ask(request: EngineRequest): Promise<EngineAnswer | 'died' | undefined>;
};

/** A session that several pages under way ask in turn. */
function sharedEngine(session: PdfSession): SharedEngine {
  const turn = inTurn();
  let deaths = 0;
  return {
    ask: (request) =>
      turn(async () => {
        let answer: EngineAnswer | undefined;
        try {
          await session.ask(request, (one) => {
            answer = one;
          });
          return answer;
        } catch (error) {
          if (!(error instanceof EngineDied)) throw error;
          if (++deaths >= MOST_DEATHS) throw hostile(deaths);
          await session.revive();
          return 'died';
        }
      }),
  };
}

const hostile = (deaths: number) =>
  permanentError(
    'limit_exceeded',
    `${deaths} pages of the PDF each needed more time or memory than allowed to be drawn; the rest was not tried.`,
  );
