import type { TextSource, Word } from '../../contract/lines.ts';
import type { PageLine, PageLines } from '../assemble.ts';
import type { ReadPage } from './engine/protocol.ts';
import { NUMBERS_OF_WORD } from './layout/page.ts';

/** A page as the engine packed it, as lines. */
export function pageLines({ page, width, height, text, words, wordsOfLine, ocr }: ReadPage): PageLines {
  const isScan = ocr?.outcome?.kind === 'read' && ocr.why === 'no-text';
  const source = isScan ? 'ocr' : 'text-layer';
  let end = 0;
  let offset = 0;
  const lines = text.split('\n').map((line, index): PageLine => {
    const from = end;
    end += (wordsOfLine[index] ?? 0) * NUMBERS_OF_WORD;
    const packed: PackedWords = { numbers: words, from, to: end, lineStart: offset };
    offset += line.length + 1;
    return {
      text: line,
      /** Made when they are asked for: those of a long document would stand in memory twice. */
      get words() {
        return unpack(packed);
      },
      ...sourceOf(packed, source),
    };
  });
  return { page, width, height, source, lines: text === '' ? [] : lines };
}

/** Part of a page's packed words. `from` and `to` are indexes of `numbers`. */
type PackedWords = { numbers: Float64Array; from: number; to: number; lineStart: number };

function unpack({ numbers, from, to, lineStart }: PackedWords): Word[] {
  const words: Word[] = [];
  for (let at = from; at < to; at += NUMBERS_OF_WORD) words.push(wordAt(numbers, at, lineStart));
  return words;
}

/** Called for every word of a document, so without copies. */
function wordAt(words: Float64Array, at: number, lineStart: number): Word {
  const number = (index: number): number => words[at + index] as number;
  const start = number(0) - lineStart;
  const end = number(1) - lineStart;
  const confidence = number(6);
  return confidence < 0
    ? [start, end, number(2), number(3), number(4), number(5)]
    : [start, end, number(2), number(3), number(4), number(5), confidence];
}

/** A line counts as read by OCR when most of its words were. A line without words is as its page is. */
function sourceOf(
  { numbers, from, to }: PackedWords,
  ofPage: TextSource,
): Pick<PageLine, 'source' | 'confidence'> {
  if (from === to) return {};
  let byOcr = 0;
  let sum = 0;
  for (let at = from; at < to; at += NUMBERS_OF_WORD) {
    const confidence = numbers[at + NUMBERS_OF_WORD - 1] as number;
    if (confidence < 0) continue;
    byOcr++;
    sum += confidence;
  }
  const source = byOcr * 2 * NUMBERS_OF_WORD >= to - from ? 'ocr' : 'text-layer';
  if (source === 'text-layer') return source === ofPage ? {} : { source };
  return { source, confidence: Math.round((sum / byOcr) * 1000) / 1000 };
}
