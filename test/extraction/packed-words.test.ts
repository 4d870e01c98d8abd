import { describe, expect, it } from 'vitest';
import { boxAround, wordsBehind, wordsStartingAt } from '#shared/extraction/line-words.ts';
import { NOT_OCR, PackedWords } from '#shared/extraction/packed-words.ts';

/** The second line of a page, which begins at 10: a word of the text layer and one from OCR. */
const line = () =>
  new PackedWords(
    Float64Array.of(0, 9, 1, 1, 9, 2, NOT_OCR, 10, 13, 5, 20, 15, 30, NOT_OCR, 14, 16, 17.5, 19, 25, 31, 0.8),
    7,
    21,
    10,
  );
const unpacked = line().startingAt(0);

describe('the packed words of a line', () => {
  it('become words of a text in which the line stands somewhere else', () => {
    expect(line()).toHaveLength(2);
    expect(wordsStartingAt(line(), 100)).toEqual([
      [100, 103, 5, 20, 15, 30],
      [104, 106, 17.5, 19, 25, 31, 0.8],
    ]);
    expect(wordsStartingAt(unpacked, 100)).toEqual(wordsStartingAt(line(), 100));
  });

  it('make room for what is put before the line', () => {
    const expected = [
      [106, 109, 5, 20, 15, 30],
      [110, 112, 17.5, 19, 25, 31, 0.8],
    ];
    expect(wordsStartingAt(wordsBehind(line(), 6), 100)).toEqual(expected);
    expect(wordsStartingAt(wordsBehind(unpacked, 6), 100)).toEqual(expected);
  });

  it('have one box around them, and tell of OCR', () => {
    expect(boxAround(line())).toEqual([5, 19, 25, 31]);
    expect(boxAround(unpacked)).toEqual([5, 19, 25, 31]);
    expect(line().ocr()).toEqual({ words: 1, confidence: 0.8 });
  });

  it('are kept in checkpoints as words of their line', () => {
    expect(JSON.parse(JSON.stringify({ words: line() }))).toEqual({ words: unpacked });
  });
});
