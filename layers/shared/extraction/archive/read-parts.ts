import type { UnfinishedDocument, X2TextCheckpoints } from '../../adapters/x2text/types.ts';
import { isTaskError, permanentError, type TaskError } from '../../contract/errors.ts';
import type { PageLines } from '../assemble.ts';
import { Refusal } from '../conversion/protocol.ts';
import { reserveFor } from '../kept-batches.ts';
import { isUnfinished, type LocalDocument, type LocalInput, type LocalReader } from '../local-document.ts';
import { aborted, timedOut } from '../stopped.ts';
import { factsOf, ocrPagesOf } from './file-facts.ts';
import { openKeptParts, type PartsRead } from './kept-parts.ts';
import { lossWarnings } from './part-losses.ts';
import { shownName } from './shown-name.ts';

/** A file within a container. `read` unpacks it; its bytes are let go once it is read. */
export type PartSource = { name: string; read(): Promise<Uint8Array> | Uint8Array };

/**
 * Files of a document, those within its archives and e-mails too, from which on no further part is read: the limit on
 * pages does not count those that give none.
 */
const MOST_FILES = 10_000;
/** Milliseconds of an invocation that a usual part needs. */
const TIME_FOR_A_PART_MS = 60_000;

/**
 * Reads the files within an archive or e-mail, one after the other, as further pages behind those of the container
 * itself (`own`). A file that cannot be read loses only itself: it becomes a warning. Page names are paths. What was
 * read is kept from time to time, and when the invocation is over soon or the work is stopped.
 *
 * @throws `extraction_timeout`, `extraction_aborted`; all else that goes wrong with one part is a loss.
 */
export async function readParts(
  parts: readonly PartSource[],
  own: readonly PageLines[],
  input: LocalInput,
  readPart: LocalReader,
): Promise<Omit<PartsRead, 'next'> | UnfinishedDocument> {
  const { checkpoints, limits, signal } = input;
  const { read, ...kept } = await openKeptParts(checkpoints, input.settings, own);
  const endsAt = performance.now() + limits.extractionTimeoutMs - kept.workedMs;
  const reserveMs = checkpoints ? reserveFor(TIME_FOR_A_PART_MS, checkpoints) : 0;
  const putOff = async () => {
    await kept.save();
    return { unfinished: `${read.next} of ${parts.length} files within the document are read` };
  };
  try {
    for (const part of parts.slice(read.next)) {
      if (read.files.length >= MOST_FILES) break;
      if (signal?.aborted) throw aborted();
      const leftMs = Math.ceil(endsAt - performance.now());
      if (leftMs <= 0) throw timedOut(limits.extractionTimeoutMs, 'or split the file');
      if (checkpoints && checkpoints.remainingMs() < reserveMs) return await putOff();
      const unfinished = await readOne(part, read, input, leftMs, readPart);
      if (unfinished) return await putOff();
      read.next++;
      await kept.partDone();
    }
  } catch (error) {
    // Whatever stopped it, the next try need not begin at the start.
    await kept.save().catch(() => undefined);
    throw error;
  }
  const left = parts.length - read.next;
  const unread = left > 0 ? [`${left} files behind the first ${MOST_FILES} were not read.`] : [];
  return { ...read, warnings: [...read.warnings, ...lossWarnings(read.losses), ...unread] };
}

async function readOne(
  part: PartSource,
  read: PartsRead,
  input: LocalInput,
  leftMs: number,
  readPart: LocalReader,
): Promise<UnfinishedDocument | undefined> {
  const name = shownName(part.name);
  try {
    if (read.pageCount >= input.limits.maxPages) throw noPagesLeft(input.limits.maxPages);
    const outcome = await readPart(await partInput(part, read, input, leftMs));
    if (isUnfinished(outcome)) return outcome;
    addPages(read, name, outcome, input.limits.maxPages);
    return undefined;
  } catch (error) {
    const loss = error instanceof Refusal ? permanentError(error.code, error.message) : error;
    if (!isTaskError(loss) || loss.retryable || loss.code === 'extraction_timeout') throw error;
    read.losses.push({ name, code: loss.code, message: loss.message });
    read.files.push({ name, error: loss.code });
    return undefined;
  }
}

async function partInput(
  part: PartSource,
  read: PartsRead,
  input: LocalInput,
  leftMs: number,
): Promise<LocalInput> {
  const { pages_to_extract: _ofTheWhole, ...settings } = input.settings;
  return {
    ...input,
    bytes: await part.read(),
    fileName: part.name.split('/').at(-1) ?? part.name,
    settings,
    depth: input.depth + 1,
    limits: {
      ...input.limits,
      extractionTimeoutMs: leftMs,
      maxPages: input.limits.maxPages - read.pageCount,
    },
    progress: (done, total, unit) => input.progress?.(read.pageCount + done, read.pageCount + total, unit),
    ...(input.checkpoints && { checkpoints: checkpointsOfPart(input.checkpoints, read.next) }),
  };
}

function addPages(read: PartsRead, name: string, document: LocalDocument, maxPages: number): void {
  if (read.pageCount + document.pageCount > maxPages) throw noPagesLeft(maxPages);
  for (const page of document.pages)
    read.pages.push({
      ...page,
      page: read.pageCount + page.page,
      name: page.name === undefined ? name : `${name}/${page.name}`,
    });
  read.files.push(...factsOf(name, read.pageCount, document));
  read.ocrPages += ocrPagesOf(document);
  read.pageCount += document.pageCount;
  for (const warning of document.warnings) read.warnings.push(`${name}: ${warning}`);
}

const noPagesLeft = (maxPages: number): TaskError =>
  permanentError(
    'limit_exceeded',
    `With it there would be more than the ${maxPages} pages allowed. Split the file, or raise MAX_PAGES.`,
  );

function checkpointsOfPart(checkpoints: X2TextCheckpoints, number: number): X2TextCheckpoints {
  const nameOf = (name: string) => `part-${number}-${name}`;
  return {
    read: (name) => checkpoints.read(nameOf(name)),
    write: (name, value) => checkpoints.write(nameOf(name), value),
    remainingMs: () => checkpoints.remainingMs(),
  };
}
