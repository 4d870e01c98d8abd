import { describe, expect, it } from 'vitest';
import { withoutJunk } from '#shared/extraction/ocr/engine/junk.ts';
import type { FoundWord } from '#shared/extraction/ocr/engine/read-words.ts';
import { mergeReadings } from '#shared/extraction/ocr/engine/second-look.ts';

const word = (text: string, left: number, confidence: number, more: Partial<FoundWord> = {}): FoundWord => ({
  text,
  left,
  right: left + text.length * 10,
  top: 100,
  bottom: 120,
  baseline: 116,
  lineHeight: 20,
  confidence,
  line: 0,
  ...more,
});
const textsOf = (words: readonly FoundWord[]): string[] =>
  [...words].sort((a, b) => a.left - b.left).map(({ text }) => text);

describe('two readings of a picture', () => {
  const base = [word('Total', 0, 95), word('amourt', 100, 55), word('12.00', 300, 96)];

  it('are merged: surer words replace others, sure ones fill gaps', () => {
    const merged = mergeReadings(base, [
      word('Tota1', 0, 60),
      word('amount', 100, 93),
      word('due', 200, 90),
      word('mm', 400, 40),
    ]);
    expect(textsOf(merged)).toEqual(['Total', 'amount', 'due', '12.00']);
  });

  it('start from the one that found more, in either order', () => {
    const poor = [word('Total', 0, 90)];
    expect(textsOf(mergeReadings(poor, base))).toEqual(textsOf(mergeReadings(base, poor)));
  });

  it('do not lose words to a single letter', () => {
    expect(textsOf(mergeReadings(base, [word('a', 110, 99)]))).toEqual(['Total', 'amourt', '12.00']);
  });
});

describe('junk', () => {
  it('is left out: rules, dust, lines of scraps', () => {
    const words = [
      word('Sum', 0, 94),
      word('—', 40, 90, { right: 400 }),
      word('|', 420, 90, { top: 20, bottom: 300 }),
      word('~', 440, 30),
      word('en', 0, 31, { line: 1 }),
      word('mm', 40, 36, { line: 1 }),
      word('GST', 0, 0, { line: 2 }),
      word('000433614848', 40, 88, { line: 2 }),
    ];
    expect(textsOf(withoutJunk(words)).sort()).toEqual(['000433614848', 'GST', 'Sum']);
  });

  it('is not a dash, a bullet or a bar of a letter’s size', () => {
    const words = [word('–', 0, 90), word('•', 20, 80), word('|', 40, 90), word('page', 60, 96)];
    expect(withoutJunk(words)).toHaveLength(4);
  });
});
