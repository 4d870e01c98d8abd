import { describe, expect, it } from 'vitest';
import { findLoneSigns } from '#shared/extraction/ocr/engine/lone-signs.ts';
import { addOverlooked } from '#shared/extraction/ocr/engine/overlooked.ts';
import type { Grey } from '#shared/extraction/ocr/engine/picture.ts';
import type { FoundWord } from '#shared/extraction/ocr/engine/read-words.ts';
import { recognise } from '#shared/extraction/ocr/recognise.ts';
import { layOutPage } from '#shared/extraction/pdf/layout/page.ts';
import { DPI, pageOfCells } from '../page-picture.ts';

const LINE_HEIGHT = 20;
const INK = { shade: 128, darkIsInk: true };

/** White paper with boxes of ink: left, top, width, height. */
function paper(...boxes: readonly (readonly [number, number, number, number])[]): Grey {
  const [width, height] = [400, 200];
  const pixels = new Uint8Array(width * height).fill(255);
  for (const [left, top, across, down] of boxes)
    for (let y = top; y < top + down; y++) pixels.fill(0, y * width + left, y * width + left + across);
  return { width, height, pixels };
}
/** A letter of strokes: L. */
const letter = (left: number, top: number) =>
  [
    [left, top, 3, 15],
    [left, top + 12, 9, 3],
  ] as const;
const word = (left: number, top: number, text = 'word', confidence = 95): FoundWord => ({
  text,
  left,
  right: left + 40,
  top,
  bottom: top + LINE_HEIGHT,
  baseline: top + 16,
  lineHeight: LINE_HEIGHT,
  confidence,
  line: 0,
});
const find = (picture: Grey, words: readonly FoundWord[] = []) =>
  findLoneSigns(picture, INK, words, LINE_HEIGHT);

describe('signs that stand alone', () => {
  it('are found where no word is', () => {
    const picture = paper(...letter(50, 50), ...letter(200, 50));
    expect(find(picture)).toHaveLength(2);
    expect(find(picture, [word(40, 45)])).toEqual([{ left: 200, top: 50, right: 209, bottom: 65 }]);
  });

  it('are one group when they stand close together, with the dot behind them', () => {
    const picture = paper(...letter(50, 50), ...letter(63, 50), [74, 62, 3, 3]);
    expect(find(picture)).toEqual([{ left: 50, top: 50, right: 77, bottom: 65 }]);
  });

  it('may stand in a ruled cell', () => {
    const frame = [
      [40, 40, 60, 2],
      [40, 75, 60, 2],
      [40, 40, 2, 37],
      [98, 40, 2, 37],
    ] as const;
    expect(find(paper(...frame, ...letter(60, 50)))).toHaveLength(1);
  });

  it.each([
    ['letters that touch a word', paper([45, 50, 34, 15], ...letter(83, 50)), [word(40, 45)]],
    ['dots and dashes', paper([50, 50, 3, 3], [150, 50, 10, 2]), []],
    ['rules', paper([50, 50, 200, 3]), []],
    ['bare strokes', paper([50, 50, 3, 15]), []],
    ['boxes to tick', paper([50, 50, 15, 2], [50, 63, 15, 2], [50, 50, 2, 15], [63, 50, 2, 15]), []],
    ['bullets', paper([50, 50, 12, 12]), []],
    ['what lies at the edge', paper(...letter(0, 50)), []],
    ['large letters', paper([50, 50, 6, 60], [50, 104, 40, 6]), []],
  ] as const)('are not %s', (_what, picture, words) => {
    expect(find(picture, words)).toEqual([]);
  });
});

describe('an overlooked sign', () => {
  const words = [word(20, 10), word(80, 10), word(140, 10)];
  const picture = paper(...letter(50, 100), ...letter(200, 100));
  const readAs = (text: string, confidence: number) =>
    addOverlooked(picture, words, () => [word(0, 0, text, confidence)]).slice(words.length);

  it('is a word of its own at its place', () => {
    expect(readAs('3', 90)).toMatchObject([
      { text: '3', left: 50, right: 59, baseline: 115, lineHeight: LINE_HEIGHT, line: 1 },
      { text: '3', left: 200, line: 2 },
    ]);
  });

  it.each([
    ['1.', 75, '1.'],
    ['$', 75, '$'],
    ['A', 85, 'A'],
    ['x', 85, 'X'],
  ])('is %s at %i', (text, confidence, expected) => {
    expect(readAs(text, confidence)[0]?.text).toBe(expected);
  });

  it.each([
    ['3', 50],
    ['A', 70],
    ['|', 97],
    ['.', 97],
  ])('is not %s at %i', (text, confidence) => {
    expect(readAs(text, confidence)).toEqual([]);
  });

  it('is not looked for where no words tell how large letters are', () => {
    expect(addOverlooked(picture, [], () => [word(0, 0, '3')])).toEqual([]);
  });
});

it('reads the positions and quantities of an invoice', async () => {
  const rows = ['7', '2', '1', '3', '9', '6', '4', '8'].map((quantity, index): [number, string][] => [
    [40, `${index + 1}`],
    [90, `Wooden chair ${['red', 'green', 'blue', 'white'][index % 4]}`],
    [240, quantity],
    [320, `${index + 2}4,50`],
  ]);
  const heading: [number, string][] = [
    [40, 'Pos.'],
    [90, 'Article'],
    [240, 'Quantity'],
    [320, 'Amount'],
  ];
  const picture = await pageOfCells([heading, ...rows]);
  const { tokens } = await recognise(
    { kind: 'grey', ...picture },
    { languages: ['eng'], dpi: DPI, memoryMb: 256, timeoutMs: 60_000, maxPixels: 20_000_000 },
  );
  const { text } = layOutPage(tokens, {
    outputMode: 'layout_preserving',
    horizontalStretchFactor: 1,
    markVerticalLines: false,
    markHorizontalLines: false,
  });
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  expect(lines.map((line) => line.trim().replace(/\s+/g, ' '))).toEqual(
    [heading, ...rows].map((cells) => cells.map(([, cell]) => cell).join(' ')),
  );
}, 60_000);
