import * as z from 'zod';
import type { X2TextCheckpoints } from '../../adapters/x2text/types.ts';
import { batchName, readBatches, reserveFor, SAVE_EVERY_MS } from '../kept-batches.ts';
import type { ReadPage } from './engine/protocol.ts';
import type { PageLoss } from './page-warnings.ts';

const CHECKPOINT = 'pages';

const Outcome = z.union([
  z.object({
    kind: z.literal('read'),
    words: z.number(),
    confidence: z.number(),
    dpi: z.number(),
    lowDpi: z.boolean(),
    languages: z.array(z.string()).readonly(),
  }),
  z.object({ kind: z.literal('blank') }),
  z.object({ kind: z.literal('failed'), why: z.enum(['engine-failed', 'too-large', 'unreadable']) }),
]);
const KeptPage = z.object({
  page: z.number(),
  width: z.number(),
  height: z.number(),
  text: z.string(),
  words: z.array(z.number()),
  wordsOfLine: z.array(z.number()),
  unmapped: z.number(),
  characters: z.number(),
  outside: z.number(),
  unmarked: z.boolean().optional(),
  byPdfium: z.literal(true).optional(),
  readerError: z.string().optional(),
  ocr: z.object({ why: z.enum(['no-text', 'garbled', 'pictures']), outcome: Outcome.optional() }).optional(),
});
const Loss = z.object({
  page: z.number(),
  why: z.enum(['unreadable', 'too-many-characters', 'too-large', 'engine-failed']),
});
const Batch = z.object({
  /** What the pages were read with; pages read with other settings are read again. */
  settings: z.string(),
  milliseconds: z.number(),
  pages: z.array(KeptPage),
  losses: z.array(Loss),
});
type Batch = z.infer<typeof Batch>;

export type KeptPages = {
  /** What earlier invocations have read and lost. */
  pages: readonly ReadPage[];
  losses: readonly PageLoss[];
  /** Milliseconds that they have spent. */
  workedMs: number;
  /** Keeps a page that needs no more work; saves what has come together from time to time, in the background. */
  keep(page: ReadPage | PageLoss): void;
  /** Saves the rest. Rejects when anything could not be saved. */
  save(): Promise<void>;
  /** Whether it is time to stop, because another page might not be done before the invocation ends. */
  enough(): boolean;
};

/**
 * Opens what earlier invocations have kept of a document's pages.
 *
 * @param settings names all that decides what a page's text is.
 */
export async function openKeptPages(
  checkpoints: X2TextCheckpoints | undefined,
  settings: string,
  pageTimeoutMs: number,
): Promise<KeptPages> {
  const batches = checkpoints ? await readBatches(checkpoints, CHECKPOINT, Batch, settings) : [];
  const reserveMs = checkpoints ? reserveFor(pageTimeoutMs, checkpoints) : 0;
  let number = batches.length;
  let savedAt = performance.now();
  let fresh: (ReadPage | PageLoss)[] = [];
  let kept = 0;
  let saving: Promise<void> = Promise.resolve();
  let failed = false;

  const save = () => {
    if (!checkpoints || fresh.length === 0) return;
    const batch = packed(fresh, settings, performance.now() - savedAt);
    const name = batchName(CHECKPOINT, number++);
    fresh = [];
    savedAt = performance.now();
    saving = saving.then(() => checkpoints.write(name, batch));
    saving.catch(() => {
      failed = true;
    });
  };

  return {
    pages: batches.flatMap(({ pages }) => pages.map(unpacked)),
    losses: batches.flatMap(({ losses }) => losses),
    workedMs: batches.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
    keep(page) {
      if (!checkpoints) return;
      fresh.push(page);
      kept++;
      if (performance.now() - savedAt >= SAVE_EVERY_MS) save();
    },
    async save() {
      save();
      await saving;
    },
    // At least one page is read in each invocation, however short that is.
    enough: () => failed || (kept > 0 && checkpoints !== undefined && checkpoints.remainingMs() <= reserveMs),
  };
}

function packed(kept: readonly (ReadPage | PageLoss)[], settings: string, milliseconds: number): Batch {
  const pages = kept.filter((one) => 'text' in one);
  return {
    settings,
    milliseconds: Math.round(milliseconds),
    pages: pages.map((page) => ({ ...page, words: [...page.words], wordsOfLine: [...page.wordsOfLine] })),
    losses: kept.filter((one) => 'why' in one),
  };
}

const unpacked = (page: Batch['pages'][number]): ReadPage => ({
  ...page,
  words: Float64Array.from(page.words),
  wordsOfLine: Uint32Array.from(page.wordsOfLine),
});
