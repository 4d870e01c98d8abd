import { RecursiveCharacterTextSplitter } from '@langchain/textsplitters';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { chunkText } from '#shared/chunking/chunk-text.ts';
import { loadTokenCounter } from '#shared/tokens/count-tokens.ts';
import type { Range } from './corpora.ts';

export type Chunked = Range & { tokens: number; headings: readonly string[] };
export type Chunker = (text: string) => Promise<Chunked[]>;

const count = await loadTokenCounter();

/**
 * Ours: cut where the text's structure allows, sizes exact in tokens. Our ranges cover the text without a gap; the
 * white space at a chunk's ends says nothing and is not scored, as it is not with splitters that throw it away.
 */
export const ours =
  (size: number, overlap: number): Chunker =>
  async (text) =>
    [...chunkText(text, [{ page: 1, start: 0, end: text.length }], { size, overlap }, count)].map((chunk) => {
      const own = text.slice(chunk.start, chunk.end);
      const start = chunk.start + own.length - own.trimStart().length;
      return { ...chunk, start, end: start + own.trim().length };
    });

/**
 * LangChain's recursive splitter with the separators of the published rows and the same tokenizer. It gives no
 * offsets, so each piece is looked up behind where the one before it began.
 */
export const recursive =
  (size: number, overlap: number): Chunker =>
  async (text) => {
    const splitter = new RecursiveCharacterTextSplitter({
      chunkSize: size,
      chunkOverlap: overlap,
      lengthFunction: (piece) => countTokens(piece),
      separators: ['\n\n', '\n', '.', '?', '!', ' ', ''],
    });
    const pieces = await splitter.splitText(text);
    let from = 0;
    return pieces.flatMap((piece) => {
      const found = text.indexOf(piece, from);
      const start = found < 0 ? text.indexOf(piece) : found;
      if (start < 0) return [];
      from = start + 1;
      return [{ start, end: start + piece.length, tokens: count(piece), headings: [] }];
    });
  };
