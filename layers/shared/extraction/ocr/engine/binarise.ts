import { close, erode } from './morphology.ts';
import type { Grey } from './picture.ts';

/** In pixels of half the picture's size: strokes up to twice that and one are letters, what is broader is ground. */
const STROKE = 4;
/** How far around a pixel ink is looked for, in the same pixels. */
const NEARBY = 6;
/** What is darker than this is no paper, but a large letter, or ground beneath light letters. */
const DARKEST_PAPER = 100;
const WHITE = 255;
/** Ink is this part of the paper's brightness darker than it; less is noise. */
const LEAST_CONTRAST = 0.12;
/** Where ink ends between the darkest shade nearby (0) and the paper (1), and at most in parts of the paper's brightness. */
const EDGE = 0.6;
const PALEST_INK = 0.86;

/**
 * Black where there is ink, white elsewhere. One shade for all of a picture loses pale letters beside black ones and
 * black ones on grey rows of a table. So each pixel is compared with the paper and with the darkest ink around it, after
 * Bernsen ("Dynamic thresholding of grey-level images", 1986); the paper is what is left when strokes are filled.
 */
export function binarise(picture: Grey): Grey {
  const { width, height, pixels } = picture;
  const half = halved(picture);
  const edges = edgesOfInk(close(half, STROKE).pixels, erode(half, NEARBY).pixels);
  const ink = new Uint8Array(width * height);
  for (let y = 0, at = 0; y < height; y++) {
    const row = Math.min(y >> 1, half.height - 1) * half.width;
    for (let x = 0; x < width; x++, at++) {
      const edge = edges[row + Math.min(x >> 1, half.width - 1)] as number;
      ink[at] = (pixels[at] as number) < edge ? 0 : WHITE;
    }
  }
  return { width, height, pixels: ink };
}

/** The shade below which a pixel is ink; 0 where there is none. */
function edgesOfInk(ground: Uint8Array, darkest: Uint8Array): Uint8Array {
  const edges = new Uint8Array(ground.length);
  for (let at = 0; at < ground.length; at++) {
    const shade = ground[at] as number;
    const paper = shade < DARKEST_PAPER ? WHITE : shade;
    const dark = darkest[at] as number;
    if (paper - dark < LEAST_CONTRAST * paper) continue;
    edges[at] = Math.min(dark + (paper - dark) * EDGE, paper * PALEST_INK);
  }
  return edges;
}

/** Every 2 × 2 pixels become one, their mean; less noise, and a quarter of the work. */
function halved({ width, height, pixels }: Grey): Grey {
  const [halfWidth, halfHeight] = [Math.max(1, width >> 1), Math.max(1, height >> 1)];
  const half = new Uint8Array(halfWidth * halfHeight);
  const [right, below] = [width > 1 ? 1 : 0, height > 1 ? width : 0];
  for (let y = 0, to = 0; y < halfHeight; y++)
    for (let x = 0, at = 2 * y * width; x < halfWidth; x++, at += 2)
      half[to++] =
        ((pixels[at] as number) +
          (pixels[at + right] as number) +
          (pixels[at + below] as number) +
          (pixels[at + right + below] as number)) >>
        2;
  return { width: halfWidth, height: halfHeight, pixels: half };
}
