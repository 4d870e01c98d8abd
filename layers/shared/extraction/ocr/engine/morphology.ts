import type { Grey } from './picture.ts';

/** The lightest shade around each pixel, `reach` pixels to each side. */
export const dilate = (picture: Grey, reach: number): Grey => lightest(picture, reach, 0);

/** The darkest shade around each pixel. */
export const erode = (picture: Grey, reach: number): Grey => lightest(picture, reach, 255);

/** What is left when all that is dark and narrower than `2 × reach + 1` pixels is filled with what is around it. */
export const close = (picture: Grey, reach: number): Grey => erode(dilate(picture, reach), reach);

/** `flip` 255 turns shades round, so that the lightest of them is the darkest. Along rows, then along columns. */
function lightest({ width, height, pixels }: Grey, reach: number, flip: 0 | 255): Grey {
  const rows = new Uint8Array(width * height);
  const both = new Uint8Array(width * height);
  lightestAlong(
    { from: pixels, to: rows, length: width, step: 1, count: height, stride: width },
    reach,
    flip,
  );
  lightestAlong({ from: rows, to: both, length: height, step: width, count: width, stride: 1 }, reach, flip);
  return { width, height, pixels: both };
}

type Lines = {
  from: Uint8Array;
  to: Uint8Array;
  /** Pixels of a line, and how far one lies behind the other. */
  length: number;
  step: number;
  /** Lines, and how far one lies behind the other. */
  count: number;
  stride: number;
};

/**
 * Two comparisons a pixel however far it reaches: the line is cut into blocks as long as the window, and a window is the
 * end of one and the beginning of the next (van Herk 1992; Gil and Werman 1993).
 */
function lightestAlong({ from, to, length, step, count, stride }: Lines, reach: number, flip: 0 | 255): void {
  const block = 2 * reach + 1;
  const padded = Math.ceil((length + 2 * reach) / block) * block;
  const line = new Uint8Array(padded);
  const sinceStart = new Uint8Array(padded);
  const untilEnd = new Uint8Array(padded);
  for (let index = 0; index < count; index++) {
    const start = index * stride;
    for (let i = 0, at = start; i < length; i++, at += step) line[i + reach] = (from[at] as number) ^ flip;
    for (let first = 0; first < padded; first += block) {
      const last = first + block - 1;
      for (let i = first, best = 0; i <= last; i++) sinceStart[i] = best = Math.max(best, line[i] as number);
      for (let i = last, best = 0; i >= first; i--) untilEnd[i] = best = Math.max(best, line[i] as number);
    }
    for (let i = 0, at = start; i < length; i++, at += step)
      to[at] = Math.max(untilEnd[i] as number, sinceStart[i + 2 * reach] as number) ^ flip;
  }
}
