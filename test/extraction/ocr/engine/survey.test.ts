import { beforeAll, describe, expect, it } from 'vitest';
import { apply, drawingOf } from '#shared/extraction/ocr/engine/affine.ts';
import { draw } from '#shared/extraction/ocr/engine/draw.ts';
import { measureLetters } from '#shared/extraction/ocr/engine/letter-height.ts';
import type { Grey } from '#shared/extraction/ocr/engine/picture.ts';
import { surveyPicture } from '#shared/extraction/ocr/engine/survey.ts';
import { ENGLISH, pageOf } from '../page-picture.ts';

const MOST_PIXELS = 40_000_000;
let page: Grey;
beforeAll(async () => {
  page = await pageOf(ENGLISH);
});
const askew = (degrees: number, turns = 0): Grey =>
  draw(page, drawingOf(page.width, page.height, { turns, skew: (-degrees * Math.PI) / 180, scale: 1 }));

describe('what is told of a picture before it is read', () => {
  it.each([-7, -2, -0.5, 0.5, 1, 4])('is that it lies %f degrees askew', (degrees) => {
    const { skew, isTurned } = surveyPicture(askew(degrees), MOST_PIXELS);
    expect(Math.abs((skew * 180) / Math.PI - degrees)).toBeLessThan(0.15);
    expect(isTurned).toBe(false);
  });

  it.each([1, 3])('is that its lines run down or up: %i quarters, and how far askew', (turns) => {
    const { skew, isTurned } = surveyPicture(askew(1.5, turns), MOST_PIXELS);
    expect(isTurned).toBe(true);
    expect(Math.abs((skew * 180) / Math.PI - 1.5)).toBeLessThan(0.15);
  });

  it('is how large its letters are', () => {
    const height = measureLetters(page).height ?? 0;
    expect(height).toBeGreaterThan(10);
    expect(height).toBeLessThan(22);
    const small = draw(page, drawingOf(page.width, page.height, { turns: 0, skew: 0, scale: 0.4 }));
    expect(surveyPicture(small, MOST_PIXELS).scale).toBeGreaterThan(2);
    expect(surveyPicture(page, MOST_PIXELS).scale).toBe(1);
    const black = { width: 50, height: 50, pixels: new Uint8Array(2500) };
    expect(measureLetters(black)).toMatchObject({ height: undefined, isNoise: false });
  });

  it('is whether they are light on a dark ground', () => {
    const inverted = { ...page, pixels: page.pixels.map((shade) => 255 - shade) };
    expect(surveyPicture(page, MOST_PIXELS).isDark).toBe(false);
    expect(surveyPicture(inverted, MOST_PIXELS).isDark).toBe(true);
  });

  it('keeps the drawing within the limit of pixels', () => {
    const pixels = page.width * page.height;
    expect(surveyPicture(page, pixels / 4).scale).toBeCloseTo(0.5, 5);
  });
});

describe('a drawing', () => {
  it('maps its points back to the picture', () => {
    const { toPicture, width, height } = drawingOf(100, 60, { turns: 1, skew: 0, scale: 2 });
    expect([width, height]).toEqual([120, 200]);
    // Text that runs down starts at the upper right corner.
    expect(apply(toPicture, 0, 0)).toEqual([100, 0]);
    expect(apply(toPicture, 120, 200)).toEqual([0, 60]);
  });

  it('turned four times is the picture itself', () => {
    let picture = page;
    for (let times = 0; times < 4; times++)
      picture = draw(picture, drawingOf(picture.width, picture.height, { turns: 1, skew: 0, scale: 1 }));
    expect(Buffer.compare(picture.pixels, page.pixels)).toBe(0);
  });
});
