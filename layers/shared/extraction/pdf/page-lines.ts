import type { TextSource, Word } from '../../contract/lines.ts';
import type { PageLine, PageLines } from '../assemble.ts';
import type { ReadPage } from './engine/protocol.ts';
import { NUMBERS_OF_WORD } from './layout/page.ts';

/** A page as the engine packed it, as lines. */
export function pageLines({ page, width, height, text, words, wordsOfLine, ocr }: ReadPage): PageLines {
  const isReplaced = ocr?.outcome?.kind === 'read' && ocr.why !== 'pictures';
  const source = isReplaced ? 'ocr' : 'text-layer';
  let at = 0;
  let offset = 0;
  const lines = text.split('\n').map((line, index): PageLine => {
    const start = offset;
    offset += line.length + 1;
    const own = Array.from({ length: wordsOfLine[index] ?? 0 }, (): Word => {
      const [from = 0, to = 0, x0 = 0, y0 = 0, x1 = 0, y1 = 0, confidence = -1] = words.subarray(
        at,
        at + NUMBERS_OF_WORD,
      );
      at += NUMBERS_OF_WORD;
      const word: Word = [from - start, to - start, x0, y0, x1, y1];
      return confidence < 0 ? word : [from - start, to - start, x0, y0, x1, y1, confidence];
    });
    return { text: line, words: own, ...sourceOf(own, source) };
  });
  return { page, width, height, source, lines: text === '' ? [] : lines };
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
