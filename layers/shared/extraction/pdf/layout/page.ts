import { NOT_OCR, NUMBERS_OF_WORD } from '../../packed-words.ts';
import { byDirection } from './directions.ts';
import { layOutGrid } from './grid.ts';
import { BLANK_LINE } from './line.ts';
import { layOutReading } from './reading.ts';
import type { RuledLines } from './ruled-lines.ts';
import type { LaidOutLine, LayoutOptions, PageToken, Segment, Token } from './types.ts';

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
  const lines: LaidOutLine[] = [];
  byDirection(tokens).forEach((group, index) => {
    if (index > 0) lines.push(BLANK_LINE);
    const own = index === 0 && isUpright(group) ? ruled : undefined;
    const laidOut =
      options.outputMode === 'text' ? layOutReading(group, options) : layOutGrid(group, options, own);
    for (const line of laidOut) lines.push(line);
  });
  return pack(lines);
}

const isUpright = ([token]: readonly Token[]): boolean =>
  token?.left === token?.box[0] && token?.top === token?.box[1];

/** Joins lines to one text; their words become numbers that can be handed to another thread without a copy. */
function pack(lines: readonly LaidOutLine[]): PageText {
  const counts = lines.map(wordCount);
  const words = new Float64Array(counts.reduce((sum, count) => sum + count, 0) * NUMBERS_OF_WORD);
  let at = 0;
  let offset = 0;
  for (const { text, segments, starts } of lines) {
    for (let index = 0; index < segments.length; index++)
      at = packSegment(words, at, segments[index] as Segment, offset + (starts[index] as number));
    offset += text.length + 1;
  }
  return { text: lines.map((line) => line.text).join('\n'), words, wordsOfLine: new Uint32Array(counts) };
}

function wordCount({ segments }: LaidOutLine): number {
  let count = 0;
  for (const { words } of segments) count += words.length;
  return count;
}

/** Writes a segment's words, whose text begins at `offset`, to `numbers`; answers where the next ones go. */
function packSegment(numbers: Float64Array, from: number, segment: Segment, offset: number): number {
  const { words, starts } = segment;
  let at = from;
  for (let index = 0; index < words.length; index++) {
    const { text, box, confidence = NOT_OCR } = words[index] as Token;
    const start = offset + (starts[index] as number);
    // One by one, as it is done for every word of a document.
    numbers[at++] = start;
    numbers[at++] = start + text.length;
    numbers[at++] = round(box[0]);
    numbers[at++] = round(box[1]);
    numbers[at++] = round(box[2]);
    numbers[at++] = round(box[3]);
    numbers[at++] = confidence;
  }
  return at;
}

/** Hundredths of a point are finer than any reader can see. */
const round = (points: number): number => Math.round(points * 100) / 100;
