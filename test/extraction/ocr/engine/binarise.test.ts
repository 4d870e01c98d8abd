import { describe, expect, it } from 'vitest';
import { binarise } from '#shared/extraction/ocr/engine/binarise.ts';
import { close, dilate, erode } from '#shared/extraction/ocr/engine/morphology.ts';
import type { Grey } from '#shared/extraction/ocr/engine/picture.ts';

const SIZE = 120;
/** A picture of one shade, on which boxes of others are drawn: left, top, width, height, shade. */
function drawn(ground: number, boxes: readonly (readonly [number, number, number, number, number])[]): Grey {
  const pixels = new Uint8Array(SIZE * SIZE).fill(ground);
  for (const [left, top, width, height, shade] of boxes)
    for (let y = top; y < top + height; y++) pixels.fill(shade, y * SIZE + left, y * SIZE + left + width);
  return { width: SIZE, height: SIZE, pixels };
}
const at = ({ width, pixels }: Grey, x: number, y: number): number | undefined => pixels[y * width + x];

describe('ink and paper', () => {
  it('are told apart where one letter is black and another one pale', () => {
    const ink = binarise(
      drawn(255, [
        [20, 20, 4, 16, 0],
        [80, 80, 4, 16, 190],
      ]),
    );
    expect([at(ink, 21, 28), at(ink, 81, 88), at(ink, 50, 50)]).toEqual([0, 0, 255]);
  });

  it('are told apart on a grey row, whose ends are no ink', () => {
    const ink = binarise(
      drawn(255, [
        [0, 40, SIZE, 40, 150],
        [50, 52, 4, 16, 30],
      ]),
    );
    expect([at(ink, 51, 60), at(ink, 20, 60), at(ink, 51, 20)]).toEqual([0, 255, 255]);
    const rows = Array.from({ length: SIZE }, (_none, y) => at(ink, 10, y));
    expect(rows.filter((shade) => shade === 0).length).toBe(0);
  });

  it('are a large black letter as a whole, and a dark ground with light letters', () => {
    const letter = binarise(drawn(255, [[20, 20, 60, 60, 10]]));
    expect([at(letter, 50, 50), at(letter, 100, 50)]).toEqual([0, 255]);
    const light = binarise(drawn(40, [[50, 50, 4, 16, 255]]));
    expect([at(light, 51, 58), at(light, 20, 20)]).toEqual([255, 0]);
  });

  it('are nothing but paper where shades hardly differ, as noise does', () => {
    const noisy = drawn(230, []);
    noisy.pixels.forEach((shade, index) => {
      noisy.pixels[index] = shade + ((index * 7919) % 17) - 8;
    });
    expect(binarise(noisy).pixels.every((shade) => shade === 255)).toBe(true);
  });

  it.each([
    [1, 1],
    [1, 7],
    [5, 3],
  ])('are told apart in a picture of %i × %i', (width, height) => {
    const pixels = new Uint8Array(width * height).fill(200);
    expect(binarise({ width, height, pixels }).pixels).toEqual(pixels.fill(255));
  });
});

describe('the lightest and darkest shades around each pixel', () => {
  it.each([1, 3, 6])('are those within reach, %i pixels', (reach) => {
    const [width, height] = [23, 9];
    const pixels = Uint8Array.from({ length: width * height }, (_none, index) => (index * 7919) % 251);
    const picture = { width, height, pixels };
    const around = (x: number, y: number): number[] =>
      Array.from({ length: (2 * reach + 1) ** 2 }, (_none, index): [number, number] => [
        x - reach + (index % (2 * reach + 1)),
        y - reach + Math.floor(index / (2 * reach + 1)),
      ])
        .filter(([i, j]) => i >= 0 && i < width && j >= 0 && j < height)
        .map(([i, j]) => pixels[j * width + i] ?? 0);
    const expected = (best: (...shades: number[]) => number) =>
      Uint8Array.from({ length: width * height }, (_none, index) =>
        best(...around(index % width, Math.floor(index / width))),
      );
    expect(dilate(picture, reach).pixels).toEqual(expected(Math.max));
    expect(erode(picture, reach).pixels).toEqual(expected(Math.min));
    expect(close(picture, reach)).toEqual(erode(dilate(picture, reach), reach));
  });
});
