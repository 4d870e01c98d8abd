import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { X2TextCheckpoints } from '../../adapters/x2text/types.ts';
import type { ExtractionSettings } from '../../contract/message.ts';
import type { PageLines } from '../assemble.ts';
import { batchName, readBatches, SAVE_EVERY_MS } from '../kept-batches.ts';
import type { FileFacts } from './file-facts.ts';
import type { PartLoss } from './part-losses.ts';

/** What was read of a container: its own pages and, in their order, those of its parts before part `next`. */
export type PartsRead = {
  pages: PageLines[];
  pageCount: number;
  warnings: string[];
  /** Parts that gave no page. */
  losses: PartLoss[];
  files: FileFacts[];
  ocrPages: number;
  next: number;
};

export type KeptParts = {
  /** What earlier invocations have read; the reader goes on with it. */
  read: PartsRead;
  /** Milliseconds that they have spent on the parts that they finished. */
  workedMs: number;
  /** To be called after each part; saves from time to time. */
  partDone(): Promise<void>;
  /** Saves what was read since the last time. */
  save(): Promise<void>;
};

const CHECKPOINT = 'parts';
const LISTS = ['pages', 'warnings', 'losses', 'files'] as const;

const objects = <T extends object>() =>
  z.array(z.custom<T>((value) => typeof value === 'object' && value !== null));
/** What came between two saves; numbers count from the beginning. */
const Batch = z.object({
  settings: z.string(),
  milliseconds: z.number(),
  pages: objects<PageLines>(),
  warnings: z.array(z.string()),
  losses: objects<PartLoss>(),
  files: objects<FileFacts>(),
  pageCount: z.int(),
  ocrPages: z.int(),
  from: z.int(),
  next: z.int(),
});
type Batch = z.infer<typeof Batch>;

/** Opens what earlier invocations have kept of the parts of a container, whose `own` pages come first. */
export async function openKeptParts(
  checkpoints: X2TextCheckpoints | undefined,
  settings: ExtractionSettings,
  own: readonly PageLines[],
): Promise<KeptParts> {
  const fingerprint = createHash('sha256').update(JSON.stringify(settings)).digest('hex');
  const batches = checkpoints
    ? consecutive(await readBatches(checkpoints, CHECKPOINT, Batch, fingerprint))
    : [];
  const last = batches.at(-1);
  const read: PartsRead = {
    pages: [...own, ...batches.flatMap(({ pages }) => pages)],
    warnings: batches.flatMap(({ warnings }) => warnings),
    losses: batches.flatMap(({ losses }) => losses),
    files: batches.flatMap(({ files }) => files),
    pageCount: last?.pageCount ?? own.length,
    ocrPages: last?.ocrPages ?? 0,
    next: last?.next ?? 0,
  };
  let saved = { ...read, ...lengths(read) };
  let number = batches.length;
  let savedAt = performance.now();
  let doneAt = savedAt;

  const save = async () => {
    if (!checkpoints || read.next === saved.next) return;
    const { pageCount, ocrPages, next } = read;
    const fresh = Object.fromEntries(LISTS.map((list) => [list, read[list].slice(saved[list])]));
    const milliseconds = Math.round(doneAt - savedAt);
    const counts = { pageCount, ocrPages, from: saved.next, next };
    const batch = { settings: fingerprint, milliseconds, ...fresh, ...counts };
    const now = { ...read, ...lengths(read) };
    await checkpoints.write(batchName(CHECKPOINT, number), batch);
    number++;
    saved = now;
    savedAt = doneAt;
  };

  return {
    read,
    workedMs: batches.reduce((sum, { milliseconds }) => sum + milliseconds, 0),
    async partDone() {
      doneAt = performance.now();
      if (doneAt - savedAt >= SAVE_EVERY_MS) await save();
    },
    save,
  };
}

const lengths = (read: PartsRead) =>
  Object.fromEntries(LISTS.map((list) => [list, read[list].length])) as Record<
    (typeof LISTS)[number],
    number
  >;

/** A worker that had lost its lease may have written over a batch of its successor: what follows no longer fits. */
function consecutive(batches: readonly Batch[]): readonly Batch[] {
  let next = 0;
  const broken = batches.findIndex((batch) => {
    const fits = batch.from === next;
    next = batch.next;
    return !fits;
  });
  return broken < 0 ? batches : batches.slice(0, broken);
}
