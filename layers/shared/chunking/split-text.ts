import { loadTokenCounter } from '../tokens/count-tokens.ts';
import { chunkText } from './chunk-text.ts';

/**
 * Splits a text into pieces of at most `maxTokens` tokens, at headings, paragraphs and sentence ends. Joined, the
 * pieces are the text. An empty text has no pieces.
 * @throws permanent `invalid_chunk_settings` when `maxTokens` is no whole number from 1.
 */
export async function splitText(text: string, maxTokens: number): Promise<string[]> {
  const count = await loadTokenCounter();
  const pieces: string[] = [];
  for (const { start, end } of chunkText(text, [], { size: maxTokens, overlap: 0 }, count)) {
    pieces.push(text.slice(start, end));
  }
  return pieces;
}
