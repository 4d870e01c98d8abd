import { byDirection } from './directions.ts';
import { layOutGrid } from './grid.ts';
import { layOutReading } from './reading.ts';
import type { RuledLines } from './ruled-lines.ts';
import type { LaidOutLine, LayoutOptions, PageToken, Token } from './types.ts';

/** See `ReadPage` in the engine's protocol. */
export type PageText = { text: string; words: Float64Array; wordsOfLine: Uint32Array };

/**
 * Lays a page out; text in other directions than most of the page stands after it, behind a blank line. `ruled`: lines
 * of the page that are to be drawn in the layout of upright text.
 */
export function layOutPage(
  tokens: readonly PageToken[],
  options: LayoutOptions,
  ruled?: RuledLines,
): PageText {
  const lines = byDirection(tokens).flatMap((group, index): LaidOutLine[] => {
    const own = index === 0 && isUpright(group) ? ruled : undefined;
    const laidOut =
      options.outputMode === 'text' ? layOutReading(group, options) : layOutGrid(group, options, own);
    return index === 0 ? laidOut : [{ text: '', words: [] }, ...laidOut];
  });
  return pack(lines);
}

const isUpright = ([token]: readonly Token[]): boolean =>
  token?.left === token?.box[0] && token?.top === token?.box[1];

/** Joins lines to one text; their words become numbers that can be handed to another thread without a copy. */
function pack(lines: readonly LaidOutLine[]): PageText {
  const words = new Float64Array(lines.reduce((sum, line) => sum + line.words.length, 0) * NUMBERS_OF_WORD);
  const wordsOfLine = new Uint32Array(lines.length);
  let at = 0;
  let offset = 0;
  lines.forEach((line, index) => {
    wordsOfLine[index] = line.words.length;
    for (const { start, end, box, confidence = NOT_OCR } of line.words) {
      // One by one, as it is done for every word of a document.
      words[at++] = start + offset;
      words[at++] = end + offset;
      words[at++] = round(box[0]);
      words[at++] = round(box[1]);
      words[at++] = round(box[2]);
      words[at++] = round(box[3]);
      words[at++] = confidence;
    }
    offset += line.text.length + 1;
  });
  return { text: lines.map((line) => line.text).join('\n'), words, wordsOfLine };
}

/** start, end, x0, y0, x1, y1, confidence. */
export const NUMBERS_OF_WORD = 7;
/** Confidence of a word from the text layer. */
export const NOT_OCR = -1;

/** Hundredths of a point are finer than any reader can see. */
const round = (points: number): number => Math.round(points * 100) / 100;
