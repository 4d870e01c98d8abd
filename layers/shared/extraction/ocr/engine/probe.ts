import { letterCount, meanConfidence } from './confidence.ts';
import { edgesOf } from './edges.ts';
import type { Grey } from './picture.ts';
import type { FoundWord } from './read-words.ts';
import type { Turns } from './survey.ts';

/** Pixels on each side of the part that is tried: some ten lines of text. */
const PART = 900;
const LEAST_EDGES = 60;
/** How much surer, of 100, and how sure a part must be read another way round, by the letters that are found so. */
const PROOFS = [
  { letters: 10, surer: 10, sure: 65 },
  { letters: 4, surer: 15, sure: 85 },
];
/** How much surer than that it must be for the other ways not to be tried. */
const ENOUGH = 10;

/**
 * Tries the part of a picture that has most ink upside down, then turned left and right.
 *
 * @returns quarter turns clockwise in which the text runs on the picture; 0 when no way is clearly better.
 */
export function probe(
  picture: Grey,
  words: readonly FoundWord[],
  read: (part: Grey, turns: Turns) => FoundWord[],
): Turns {
  const part = densestPart(picture);
  if (!part) return 0;
  const before = meanConfidence(words);
  let best = { turns: 0 as Turns, confidence: 0 };
  for (const turns of [2, 1, 3] as const) {
    const found = read(part, turns);
    const confidence = meanConfidence(found);
    const needed = neededFor(letterCount(found), before);
    if (confidence > Math.max(needed, best.confidence)) best = { turns, confidence };
    if (best.confidence > needed + ENOUGH) break;
  }
  return best.turns;
}

function neededFor(count: number, before: number): number {
  const proof = PROOFS.find(({ letters }) => count >= letters);
  return proof ? Math.max(proof.sure, before + proof.surer) : Number.POSITIVE_INFINITY;
}

/** The square, in steps of half its size, in which most ink ends. */
function densestPart(picture: Grey): Grey | undefined {
  const edges = edgesOf(picture, false);
  if (edges.count < LEAST_EDGES) return undefined;
  const step = PART / 2;
  const [columns, rows] = [Math.ceil(picture.width / step), Math.ceil(picture.height / step)];
  const counts = new Uint32Array(columns * rows);
  for (let index = 0; index < edges.count; index++) {
    const cell =
      Math.floor((edges.across[index] ?? 0) / step) * columns + Math.floor((edges.along[index] ?? 0) / step);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  let best = { column: 0, row: 0, count: -1 };
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const count = [0, 1].reduce(
        (sum, down) =>
          sum +
          [0, 1].reduce((line, along) => line + cellAt(counts, columns, rows, column + along, row + down), 0),
        0,
      );
      if (count > best.count) best = { column, row, count };
    }
  return cut(picture, best.column * step, best.row * step);
}

const cellAt = (counts: Uint32Array, columns: number, rows: number, column: number, row: number): number =>
  column < columns && row < rows ? (counts[row * columns + column] ?? 0) : 0;

function cut({ width, height, pixels }: Grey, left: number, top: number): Grey {
  const [partWidth, partHeight] = [Math.min(PART, width - left), Math.min(PART, height - top)];
  const part = new Uint8Array(partWidth * partHeight);
  for (let y = 0; y < partHeight; y++)
    part.set(pixels.subarray((top + y) * width + left, (top + y) * width + left + partWidth), y * partWidth);
  return { width: partWidth, height: partHeight, pixels: part };
}
