import type { Picture } from '../types.ts';
import type { Core, TessBaseApi } from './core.ts';
import type { OcrRefusal } from './protocol.ts';

/** Shades of grey, one byte a pixel, row by row. */
export type Grey = { width: number; height: number; pixels: Uint8Array };

/** The picture in shades of grey; encoded ones are decoded by Tesseract's own image library, Leptonica. */
export function greyPicture(
  core: Core,
  api: TessBaseApi,
  picture: Picture,
  maxPixels: number,
): Grey | OcrRefusal {
  if (picture.kind === 'grey') return checked(picture, maxPixels);
  core.FS.writeFile('/input', picture.bytes);
  try {
    if (api.SetImageFile() !== 0) return 'unreadable';
    return readPix(core.memory(), core.getPointer(api.GetInputImage()), maxPixels);
  } finally {
    core.FS.unlink('/input');
    api.Clear();
  }
}

function checked({ width, height, pixels }: Grey, maxPixels: number): Grey | OcrRefusal {
  if (!(width > 0 && height > 0) || pixels.length < width * height) return 'unreadable';
  return width * height > maxPixels ? 'too-large' : { width, height, pixels };
}

/**
 * One of Leptonica's pictures: width, height and depth in its first three words, words per line in the fifth, the
 * pixels' address in the thirteenth. Pixels fill 32-bit words from their highest bits on.
 */
function pixAt(memory: ArrayBuffer, pointer: number) {
  const header = new Uint32Array(memory, pointer, 13);
  const [width = 0, height = 0, depth = 0, , wordsPerLine = 0] = header;
  return { width, height, depth, wordsPerLine, data: header[12] ?? 0 };
}

/** Puts other shades into one of Leptonica's grey pictures of the same size. */
export function overwritePix(memory: ArrayBuffer, pointer: number, { width, height, pixels }: Grey): void {
  const pix = pixAt(memory, pointer);
  if (pix.width !== width || pix.height !== height || pix.depth !== 8)
    throw new Error('The OCR engine has not kept the picture that it was given');
  const bytesPerLine = pix.wordsPerLine * 4;
  const to = new Uint8Array(memory, pix.data, bytesPerLine * height);
  for (let y = 0, from = 0; y < height; y++)
    // The first pixel of a word is its highest byte, which lies last in memory.
    for (let x = 0, line = y * bytesPerLine; x < width; x++) to[line + (x ^ 3)] = pixels[from++] as number;
}

/** Copies one of Leptonica's pictures out. */
function readPix(memory: ArrayBuffer, pointer: number, maxPixels: number): Grey | OcrRefusal {
  if (pointer === 0) return 'unreadable';
  const { width, height, depth, wordsPerLine, data } = pixAt(memory, pointer);
  if (width < 1 || height < 1) return 'unreadable';
  if (width * height > maxPixels) return 'too-large';
  const words = new Uint32Array(memory, data, wordsPerLine * height);
  const shade = SHADES[depth];
  if (!shade) return 'unreadable';
  const pixels = new Uint8Array(width * height);
  for (let y = 0, to = 0; y < height; y++)
    for (let x = 0, line = y * wordsPerLine; x < width; x++) pixels[to++] = shade(words, line, x);
  return { width, height, pixels };
}

type Shade = (words: Uint32Array, line: number, x: number) => number;

/** By bits a pixel. A bit that is set is black; colours are red, green, blue and an unused byte. */
const SHADES: Record<number, Shade> = {
  1: (words, line, x) => (((words[line + (x >> 5)] ?? 0) >>> (31 - (x & 31))) & 1 ? 0 : 255),
  8: (words, line, x) => ((words[line + (x >> 2)] ?? 0) >>> (24 - 8 * (x & 3))) & 255,
  32: (words, line, x) => {
    const word = words[line + x] ?? 0;
    return (77 * (word >>> 24) + 150 * ((word >>> 16) & 255) + 29 * ((word >>> 8) & 255)) >> 8;
  },
};
