import { drawingOf } from './affine.ts';
import { draw } from './draw.ts';
import { findLoneSigns } from './lone-signs.ts';
import type { Grey } from './picture.ts';
import type { FoundWord, SegmentationMode } from './read-words.ts';
import { type Ink, inkOf, type Shape } from './shapes.ts';

/** Line height, in pixels, at which signs are read. */
const GOOD_LINE = 44;
/** White around them, in line heights. */
const MARGIN = 0.5;
/** How sure, of 100, digits and currency signs must be, and letters, which edges and handwriting look like. */
const SURE_DIGITS = 70;
const SURE_LETTERS = 80;
/** Small letters without an upper length are less high, in line heights. */
const SMALL = 0.65;
/** Widths of letters are at most so many heights. */
const WIDEST_LETTER = 1.25;
/** Fewer words tell too little of how large letters are. */
const LEAST_WORDS = 3;
/** After so many signs it shows whether they are print: this part of them is read surely. */
const TRIAL = 40;
const PRINT = 0.25;

/**
 * Reads what sparse text passes over: single digits and letters that stand alone, such as quantities in a table. Each
 * is cut out and read for itself; what is not surely a letter or digit stays out.
 *
 * @returns the words together with those found.
 */
export function addOverlooked(
  picture: Grey,
  words: readonly FoundWord[],
  read: (part: Grey, mode: SegmentationMode) => FoundWord[],
): FoundWord[] {
  if (words.length < LEAST_WORDS) return [...words];
  const lineHeight = median(words.map((word) => word.lineHeight));
  const ink = inkOf(picture);
  const firstLine = 1 + words.reduce((most, { line }) => Math.max(most, line), 0);
  const found: FoundWord[] = [];
  for (const [tried, sign] of findLoneSigns(picture, ink, words, lineHeight).entries()) {
    if (tried >= TRIAL && found.length < tried * PRINT) return [...words];
    const isOne = sign.right - sign.left < (sign.bottom - sign.top) * WIDEST_LETTER;
    const [word, ...more] = read(cut(picture, ink, sign, lineHeight), isOne ? 'sign' : 'word');
    if (!word || more.length > 0 || !isSure(word)) continue;
    const text = inItsCase(word.text, (sign.bottom - sign.top) / lineHeight);
    const { confidence } = word;
    const line = firstLine + found.length;
    found.push({ ...sign, text, confidence, baseline: sign.bottom, lineHeight, line });
  }
  return [...words, ...found];
}

/** A few digits or letters, and what goes with them: `3`, `A`, `1.`, `-5`. */
const DIGITS = /^[-(]?\d+[-.,:)]?$/;
const LETTERS = /^\(?[\p{L}\p{N}]+[-.:)]?$/u;

/** Signs that stand alone in front of or behind a column of numbers. */
const SIGNS = /^[$€£%]$/;

const isSure = ({ text, confidence }: FoundWord): boolean =>
  ((DIGITS.test(text) || SIGNS.test(text)) && confidence >= SURE_DIGITS) ||
  (LETTERS.test(text) && confidence >= SURE_LETTERS);

/** Letters whose small form is the capital one, only less high; nothing beside them tells which it is. */
const SAME_FORM = /^[cosuvwxz]$/i;

/** `height`: of the letter, in line heights. */
function inItsCase(text: string, height: number): string {
  if (!SAME_FORM.test(text)) return text;
  return height < SMALL ? text.toLowerCase() : text.toUpperCase();
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

/** The sign in black on white, at a size that reads well. */
function cut(picture: Grey, { shade, darkIsInk }: Ink, sign: Shape, lineHeight: number): Grey {
  const margin = Math.ceil(MARGIN * lineHeight);
  const width = sign.right - sign.left + 2 * margin;
  const height = sign.bottom - sign.top + 2 * margin;
  const pixels = new Uint8Array(width * height).fill(255);
  const paper = darkIsInk ? shade + (255 - shade) * 0.6 : shade * 0.4;
  // A pixel more than the ink: the pale edges of letters tell where they end.
  for (let y = sign.top - 1; y <= sign.bottom; y++)
    for (let x = sign.left - 1; x <= sign.right; x++) {
      const pixel = picture.pixels[y * picture.width + x] ?? 255;
      const part = darkIsInk ? pixel / paper : (255 - pixel) / (255 - paper);
      pixels[(y - sign.top + margin) * width + x - sign.left + margin] = Math.min(255, part * 255);
    }
  const scale = GOOD_LINE / lineHeight;
  return draw({ width, height, pixels }, drawingOf(width, height, { turns: 0, skew: 0, scale }));
}
