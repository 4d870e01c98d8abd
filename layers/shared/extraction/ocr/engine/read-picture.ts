import type { OcrPage } from '../types.ts';
import { drawingOf } from './affine.ts';
import type { Core, TessBaseApi } from './core.ts';
import { draw } from './draw.ts';
import type { Grey } from './picture.ts';
import { type FoundWord, readWords } from './read-words.ts';
import { toTokens } from './tokens.ts';

type Turns = OcrPage['turns'];

/** Reads one picture: draws it upright and at a good size, reads its words, puts them where they stand on it. */
export function readPicture(core: Core, api: TessBaseApi, picture: Grey, dpi: number): OcrPage {
  const turns: Turns = 0;
  const skew = 0;
  const scale = scaleOf(picture);
  const drawing = drawingOf(picture.width, picture.height, { turns, skew, scale });
  const words = readWords(core, api, draw(picture, drawing), { mode: 'sparse', dpi: dpi * scale });
  const points = 72 / dpi;
  return {
    width: picture.width * points,
    height: picture.height * points,
    tokens: toTokens(words, drawing.toPicture, (turns * Math.PI) / 2 + skew, points),
    confidence: meanConfidence(words),
    turns,
  };
}

/** Smaller pictures of pages are hardly readable. */
const LEAST_WIDTH = 1500;
const MOST_SCALE = 4;

const scaleOf = ({ width, height }: Grey): number =>
  Math.min(MOST_SCALE, Math.max(1, LEAST_WIDTH / Math.min(width, height)));

/** 0 to 1, over letters: a long word counts for more than a speck. */
function meanConfidence(words: readonly FoundWord[]): number {
  let [sum, letters] = [0, 0];
  for (const { text, confidence } of words) {
    sum += text.length * confidence;
    letters += text.length;
  }
  return letters === 0 ? 0 : sum / letters / 100;
}
