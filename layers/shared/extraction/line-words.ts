import type { Box, Word } from '../contract/lines.ts';
import { PackedWords } from './packed-words.ts';

/** The words of a line with ranges in its text; those of PDFs are unpacked only where the text is put together. */
export type LineWords = readonly Word[] | PackedWords;

/** The words, in a text in which the line begins at `offset`. */
export const wordsStartingAt = (words: LineWords, offset: number): Word[] =>
  words instanceof PackedWords ? words.startingAt(offset) : words.map((word) => movedBy(offset, word));

/** The same words behind `characters` that are put before the line's text. */
export const wordsBehind = (words: LineWords, characters: number): LineWords =>
  words instanceof PackedWords ? words.behind(characters) : wordsStartingAt(words, characters);

/** The box around all words of a line. */
export function boxAround(words: LineWords): Box {
  if (words instanceof PackedWords) return words.box();
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [, , x0, y0, x1, y1] of words) {
    box[0] = Math.min(box[0], x0);
    box[1] = Math.min(box[1], y0);
    box[2] = Math.max(box[2], x1);
    box[3] = Math.max(box[3], y1);
  }
  return box;
}

const movedBy = (offset: number, [start, end, ...rest]: Word): Word => [
  start + offset,
  end + offset,
  ...rest,
];
