import type { UnfinishedDocument } from '../../adapters/x2text/types.ts';
import { permanentError } from '../../contract/errors.ts';
import type { PageLines } from '../assemble.ts';
import { isUnfinished, type LocalDocument, type LocalInput, type LocalReader } from '../local-document.ts';
import { selectPages } from '../page-selection.ts';
import type { FileFacts } from './file-facts.ts';
import { withFileHeadings } from './file-headings.ts';
import type { PartLoss } from './part-losses.ts';
import { type PartSource, readParts } from './read-parts.ts';
import { shownName } from './shown-name.ts';

/** A file that holds others: its own pages, if it has text itself, and the files in it in reading order. */
export type Container = {
  fileType: string;
  /** For people: `The ZIP archive`. */
  title: string;
  own: readonly PageLines[];
  parts: readonly PartSource[];
  warnings: readonly string[];
};

/** Reads a container and all that is in it, as deep as the limits allow, as one document of numbered pages. */
export async function readContainer(
  { fileType, title, own, parts, warnings }: Container,
  input: LocalInput,
  readPart: LocalReader,
): Promise<LocalDocument | UnfinishedDocument> {
  const read = await readParts(parts, own, input, readPart);
  if (isUnfinished(read)) return read;
  const withText = read.pages.filter(({ lines }) => lines.some(({ text }) => text.trim() !== ''));
  if (withText.length === 0 && read.losses.length > 0) throw nothingRead(title, read.losses);
  return {
    fileType,
    pageCount: read.pageCount,
    pages: selected(read, input),
    warnings: [...warnings, ...read.warnings],
    metadata: {
      ...(read.files.length > 0 && { files: read.files }),
      ...(read.ocrPages > 0 && { ocr_pages: read.ocrPages }),
    },
  };
}

type Read = { pages: readonly PageLines[]; pageCount: number; files: readonly FileFacts[] };

/**
 * Only the outermost container selects pages, names them from the file on and says in the text which file begins: inner
 * ones are parts of its count.
 */
function selected({ pages, pageCount, files }: Read, input: LocalInput): PageLines[] {
  if (input.depth > 0) return [...pages];
  const wanted = new Set(selectPages(input.settings.pages_to_extract, pageCount));
  const file = shownName(input.fileName);
  const named = pages
    .filter(({ page }) => wanted.has(page))
    .map((page) => ({ ...page, name: page.name === undefined ? file : `${file}/${page.name}` }));
  return withFileHeadings(named, files);
}

/** Says of a container in which nothing can be read why; by the reason of its files when they share it. */
function nothingRead(title: string, losses: readonly PartLoss[]) {
  const [first] = losses;
  const shared = losses.every(({ code }) => code === first?.code);
  return permanentError(
    shared && first ? first.code : 'no_text',
    `${title} holds nothing that can be read. The first of its ${losses.length} files, ${first?.name}: ${first?.message}`,
  );
}
