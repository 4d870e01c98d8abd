import type { OcrPage } from '../types.ts';
import { drawingOf } from './affine.ts';
import { draw } from './draw.ts';
import { measureLetters } from './letter-height.ts';
import type { Grey } from './picture.ts';
import { measureSlope } from './skew.ts';

export type Turns = OcrPage['turns'];

/** What can be told of a picture before it is read. */
export type Survey = {
  /** Whether its lines run down or up rather than along. */
  isTurned: boolean;
  /** Radians clockwise by which its lines are askew, whichever way they run. */
  skew: number;
  /** How many times larger or smaller it should be drawn. */
  scale: number;
  /** Whether it is noise rather than print; that is read only once, and no larger. */
  isNoise: boolean;
  /** Whether letters are light on a dark ground. */
  isDark: boolean;
};

/** Pixels on the longer side that are enough to see how lines lie. */
const SURVEY_SIZE = 1200;
/** How much sharper lines that run down must stand out: columns and rules do so in any page. */
const TURNED = 1.2;
/** Less skew (radians) than that cannot be measured, and does no harm. */
const LEAST_SKEW = 0.0021;

/** Height of small letters, in pixels, that Tesseract reads well; and what is too small or too large for it. */
const GOOD_HEIGHT = 24;
const SMALL_HEIGHT = 12;
const LARGE_HEIGHT = 45;
const MOST_SCALE = 4;
/** Where no letters can be measured, a picture is at least as wide as a page at a low resolution. */
const LEAST_WIDTH = 1200;

/** Looks how large the letters are and how the lines lie. `maxPixels` bounds the drawing. */
export function surveyPicture(picture: Grey, maxPixels: number): Survey {
  const { width, height } = picture;
  const scale = Math.min(1, SURVEY_SIZE / Math.max(width, height));
  const small = draw(picture, drawingOf(width, height, { turns: 0, skew: 0, scale }));
  const along = measureSlope(small);
  const down = measureSlope(small, true);
  const isTurned = down.sharpness > along.sharpness * TURNED;
  const { skew } = isTurned ? down : along;
  const letters = measureLetters(picture);
  const good = letters.isNoise ? 1 : scaleFor(picture, letters.height);
  return {
    isTurned,
    skew: Math.abs(skew) < LEAST_SKEW ? 0 : skew,
    scale: Math.min(good, Math.sqrt(maxPixels / (width * height))),
    isNoise: letters.isNoise,
    isDark: letters.isDark,
  };
}

function scaleFor(picture: Grey, letters: number | undefined): number {
  if (letters === undefined)
    return Math.min(MOST_SCALE, Math.max(1, LEAST_WIDTH / Math.max(picture.width, picture.height)));
  if (letters < SMALL_HEIGHT || letters > LARGE_HEIGHT) return Math.min(MOST_SCALE, GOOD_HEIGHT / letters);
  return 1;
}
