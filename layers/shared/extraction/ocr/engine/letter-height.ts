import type { Grey } from './picture.ts';
import { inkOf, type Shape, shapesOf } from './shapes.ts';

/** Pixels that specks of dust and noise may have in height and width. */
const SPECK = 4;
/** Letters are at most this many times as wide as high (ligatures, touching letters), lines are more. */
const WIDEST = 4;
const LEAST_LETTERS = 20;
/** More specks to a letter are no print. */
const MOST_SPECKS = 4;

export type Letters = { height: number | undefined; isDark: boolean; isNoise: boolean };

/**
 * What the picture's letters look like. Shapes are what is connected in black, or in white where that is less.
 * `height`: pixels of half of them, most of which are small letters; undefined where too few shapes look like letters.
 * `isDark`: what is dark is the ground, and letters are light.
 * `isNoise`: there are so many specks that the picture is noise or a photograph rather than print.
 */
export function measureLetters(picture: Grey): Letters {
  const sample = sampleOf(picture);
  const ink = inkOf(sample);
  const all = shapesOf(sample, ink).map(sizeOf);
  const heights = all
    .filter(({ width, height }) => height > SPECK && width > 1 && width < height * WIDEST)
    .map(({ height }) => height)
    .filter((height) => height < picture.height / 4)
    .sort((a, b) => a - b);
  const specks = all.filter(({ height }) => height <= SPECK).length;
  const isNoise = specks > Math.max(LEAST_LETTERS, heights.length) * MOST_SPECKS;
  const height = isNoise || heights.length < LEAST_LETTERS ? undefined : heights[heights.length >> 1];
  return { height, isDark: !ink.darkIsInk, isNoise };
}

/** Pixels that tell enough, and into how many bands across the picture they are spread. */
const ENOUGH_PIXELS = 1_500_000;
const BANDS = 6;

/** Bands of a large picture below each other; the few letters at their edges do not matter. */
function sampleOf(picture: Grey): Grey {
  const { width, pixels } = picture;
  const rows = Math.floor(ENOUGH_PIXELS / width / BANDS);
  const height = rows * BANDS;
  if (height >= picture.height || rows < 1) return picture;
  const sample = new Uint8Array(width * height);
  for (let band = 0; band < BANDS; band++) {
    const from = Math.floor(((picture.height - rows) * band) / (BANDS - 1)) * width;
    sample.set(pixels.subarray(from, from + rows * width), band * rows * width);
  }
  return { width, height, pixels: sample };
}

const sizeOf = ({ left, top, right, bottom }: Shape) => ({ width: right - left, height: bottom - top });
