import type { TextSource, Word } from '../../contract/lines.ts';
import type { PageLine, PageLines } from '../assemble.ts';
import type { ReadPage } from './engine/protocol.ts';
import { NUMBERS_OF_WORD } from './layout/page.ts';

/** A page as the engine packed it, as lines. */
export function pageLines({ page, width, height, text, words, wordsOfLine, ocr }: ReadPage): PageLines {
  const isScan = ocr?.outcome?.kind === 'read' && ocr.why === 'no-text';
  const source = isScan ? 'ocr' : 'text-layer';
  let at = 0;
  let offset = 0;
  const lines = text.split('\n').map((line, index): PageLine => {
    const start = offset;
    offset += line.length + 1;
    const own: Word[] = [];
    for (let left = wordsOfLine[index] ?? 0; left > 0; left--) {
      own.push(wordAt(words, at, start));
      at += NUMBERS_OF_WORD;
    }
    return { text: line, words: own, ...sourceOf(own, source) };
  });
  return { page, width, height, source, lines: text === '' ? [] : lines };
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
function sourceOf(words: readonly Word[], ofPage: TextSource): Pick<PageLine, 'source' | 'confidence'> {
  if (words.length === 0) return {};
  const confidences = words.flatMap((word) => word[6] ?? []);
  const source = confidences.length * 2 >= words.length ? 'ocr' : 'text-layer';
  if (source === 'text-layer') return source === ofPage ? {} : { source };
  const mean = confidences.reduce((sum, each) => sum + each, 0) / confidences.length;
  return { source, confidence: Math.round(mean * 1000) / 1000 };
}
