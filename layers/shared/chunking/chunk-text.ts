import { createHash } from 'node:crypto';
import { permanentError } from '../contract/errors.ts';
import type { Line, Page } from '../contract/lines.ts';
import { readBlocks } from './blocks.ts';
import type { Chunk } from './chunk-set.ts';
import { asLayout, type PageLayout } from './layout.ts';
import { pack } from './pack.ts';
import { pagesOf } from './pages.ts';
import { refine } from './refine.ts';
import type { ChunkSizes, CountTokens, Heading, Range, Unit } from './unit.ts';

/** Raised whenever the same text may be cut otherwise than before; part of every doc_id. */
export const CHUNKER_VERSION = 2;

/**
 * Cuts a text into chunks of at most `size` tokens, where its structure allows: before headings and paragraphs
 * rather than within them, never within a table row, a sentence or a word that fits into a chunk. The ranges cover
 * the text without a gap; only an overlap stands in two chunks.
 *
 * A chunk that begins inside a table names the table's header rows, and holds `size` together with them.
 *
 * @param pages The pages' ranges in the text, in order.
 * @param lines The text's lines, in order: headers and footers among them part nothing and are no headings.
 * @throws permanent `invalid_chunk_settings`
 */
export function* chunkText(
  text: string,
  pages: readonly Page[],
  sizes: ChunkSizes,
  count: CountTokens,
  lines: readonly Line[] = [],
): Generator<Chunk> {
  checkSizes(sizes);
  const layout = asLayout(pages, lines);
  const path: Heading[] = [];
  let index = 0;
  const all = unitsOf(text, layout, sizes.size, count);
  for (const { units, repeated, tokens, header } of pack(text, all, sizes, count)) {
    const start = (units[0] as Unit).start;
    const end = (units.at(-1) as Unit).end;
    const headings = readHeadings(path, units.slice(repeated));
    yield {
      id: chunkId(index++),
      start,
      end,
      tokens,
      pages: pagesOf(text, pages, start, end),
      headings,
      ...(header && { table_header: { ranges: header.ranges.map(asPair), tokens: header.tokens } }),
      hash: hashOf(text.slice(start, end)),
    };
  }
}

/** The whole text as one chunk. */
export function wholeText(text: string, pages: readonly Page[], count: CountTokens): Chunk {
  return {
    id: chunkId(0),
    start: 0,
    end: text.length,
    tokens: count(text),
    pages: pagesOf(text, pages, 0, text.length),
    headings: [],
    hash: hashOf(text),
  };
}

const asPair = ({ start, end }: Range): [number, number] => [start, end];

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);

/** Ids sort as the chunks stand in the document. */
export const chunkId = (index: number) => `c${String(index).padStart(6, '0')}`;

function* unitsOf(text: string, layout: PageLayout, size: number, count: CountTokens): Generator<Unit> {
  for (const block of readBlocks(text, layout)) yield* refine(text, block, size, count);
}

/** The headings that the units' first one stands under, itself included; `path` is carried on behind the last. */
function readHeadings(path: Heading[], units: readonly Unit[]): string[] {
  let atStart: string[] | undefined;
  for (const { heading } of units) {
    if (heading) {
      while (path.length > 0 && (path.at(-1) as Heading).level >= heading.level) path.pop();
      path.push(heading);
    }
    atStart ??= path.map(({ title }) => title);
  }
  return atStart ?? [];
}

function checkSizes({ size, overlap }: ChunkSizes): void {
  if (!Number.isInteger(size) || size < 1) {
    throw permanentError('invalid_chunk_settings', `chunk-size must be a whole number from 1, not ${size}.`);
  }
  if (!Number.isInteger(overlap) || overlap < 0 || overlap >= size) {
    throw permanentError(
      'invalid_chunk_settings',
      `chunk-overlap (${overlap}) must be smaller than chunk-size (${size}).`,
    );
  }
}
