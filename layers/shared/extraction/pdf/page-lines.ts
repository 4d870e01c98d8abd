import type { TextSource } from '../../contract/lines.ts';
import type { PageLine, PageLines } from '../assemble.ts';
import { NUMBERS_OF_WORD, PackedWords } from '../packed-words.ts';
import type { ReadPage } from './engine/protocol.ts';

/** A page as the engine packed it, as lines. */
export function pageLines({ page, width, height, text, words, wordsOfLine, ocr }: ReadPage): PageLines {
  const isScan = ocr?.outcome?.kind === 'read' && ocr.why === 'no-text';
  const source = isScan ? 'ocr' : 'text-layer';
  let end = 0;
  let offset = 0;
  const lines = text.split('\n').map((line, index): PageLine => {
    const from = end;
    end += (wordsOfLine[index] ?? 0) * NUMBERS_OF_WORD;
    const packed = new PackedWords(words, from, end, offset);
    offset += line.length + 1;
    return withSource({ text: line, words: packed }, packed, source);
  });
  return { page, width, height, source, lines: text === '' ? [] : lines };
}

/** A line counts as read by OCR when most of its words were. A line without words is as its page is. */
function withSource(line: PageLine, words: PackedWords, ofPage: TextSource): PageLine {
  if (words.length === 0) return line;
  const ocr = words.ocr();
  const source = ocr.words * 2 >= words.length ? 'ocr' : 'text-layer';
  if (source === 'ocr')
    return { ...line, source, confidence: Math.round((ocr.confidence / ocr.words) * 1000) / 1000 };
  return source === ofPage ? line : { ...line, source };
}
