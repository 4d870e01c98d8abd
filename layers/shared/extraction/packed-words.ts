import type { Box, Word } from '../contract/lines.ts';

/** Numbers that a packed word has: start, end, x0, y0, x1, y1, confidence. Ranges count from the start of its page. */
export const NUMBERS_OF_WORD = 7;
/** Confidence of a word from the text layer. */
export const NOT_OCR = -1;

/**
 * The words of one line, among those of its page as an engine packed them. They become objects only when the whole
 * text is put together: those of a long document would stand in memory twice. A class, as there is one a line, and
 * closures would take longer to make than all else that is done with a line.
 */
export class PackedWords {
  private readonly numbers: Float64Array;
  private readonly from: number;
  private readonly to: number;
  private readonly lineStart: number;

  /** `from` and `to`: indexes of `numbers`. `lineStart`: where in its page's text the line begins. */
  constructor(numbers: Float64Array, from: number, to: number, lineStart: number) {
    this.numbers = numbers;
    this.from = from;
    this.to = to;
    this.lineStart = lineStart;
  }

  get length(): number {
    return (this.to - this.from) / NUMBERS_OF_WORD;
  }

  /** The words, in a text in which the line begins at `offset`. */
  startingAt(offset: number): Word[] {
    const move = offset - this.lineStart;
    const words: Word[] = [];
    for (let at = this.from; at < this.to; at += NUMBERS_OF_WORD)
      words.push(unpackWord(this.numbers, at, move));
    return words;
  }

  /** The same words behind `characters` that are put before the line's text. */
  behind(characters: number): PackedWords {
    return new PackedWords(this.numbers, this.from, this.to, this.lineStart - characters);
  }

  /** The box around all of them. */
  box(): Box {
    const { numbers, to } = this;
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let at = this.from; at < to; at += NUMBERS_OF_WORD) {
      left = Math.min(left, numbers[at + 2] as number);
      top = Math.min(top, numbers[at + 3] as number);
      right = Math.max(right, numbers[at + 4] as number);
      bottom = Math.max(bottom, numbers[at + 5] as number);
    }
    return [left, top, right, bottom];
  }

  /** How many of them are from OCR, and the sum of their confidences. */
  ocr(): { words: number; confidence: number } {
    let words = 0;
    let sum = 0;
    for (let at = this.from; at < this.to; at += NUMBERS_OF_WORD) {
      const confidence = this.numbers[at + NUMBERS_OF_WORD - 1] as number;
      if (confidence < 0) continue;
      words++;
      sum += confidence;
    }
    return { words, confidence: sum };
  }

  /** Checkpoints keep lines as JSON. */
  toJSON(): Word[] {
    return this.startingAt(0);
  }
}

/** Called for every word of a document, so written out. */
function unpackWord(numbers: Float64Array, at: number, move: number): Word {
  const start = (numbers[at] as number) + move;
  const end = (numbers[at + 1] as number) + move;
  const x0 = numbers[at + 2] as number;
  const y0 = numbers[at + 3] as number;
  const x1 = numbers[at + 4] as number;
  const y1 = numbers[at + 5] as number;
  const confidence = numbers[at + 6] as number;
  return confidence < 0 ? [start, end, x0, y0, x1, y1] : [start, end, x0, y0, x1, y1, confidence];
}
