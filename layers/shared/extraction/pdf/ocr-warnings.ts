import type { OcrOutcome, OcrReason, ReadPage } from './engine/protocol.ts';
import { pageWarning } from './page-ranges.ts';

/** Mean confidence below which a page's words should be looked at before they are used. */
const UNSURE = 0.7;

const GARBLED = 'garbled: fonts without a Unicode map, the text is not to be trusted';

const READ: Record<OcrReason, string> = {
  'no-text': 'no text layer; read by OCR',
  garbled: 'text was garbled (fonts without a Unicode map) and was replaced by OCR',
  pictures: 'words in pictures were added by OCR',
};

const NOTHING_FOUND: Partial<Record<OcrReason, string>> = {
  'no-text': 'OCR found no words',
  garbled: `${GARBLED}; OCR found no words`,
};

const FAILED: Record<Extract<OcrOutcome, { kind: 'failed' }>['why'], string> = {
  'engine-failed': 'OCR took more time or memory than a page may need',
  'too-large': 'the page is too large to be drawn for OCR',
  unreadable: 'the page could not be drawn for OCR',
};

const NOT_READ: Record<OcrReason, string> = {
  'no-text': 'no text layer: blank or scanned',
  garbled: GARBLED,
  pictures: 'words in pictures are missing',
};

/** Which pages OCR has read (`sayRead`), which it should have, and how sure it is of them. */
export function ocrWarnings(pages: readonly ReadPage[], sayRead: boolean): string[] {
  const texts = new Map<string, ReadPage[]>();
  for (const page of pages)
    for (const text of textsOf(page, sayRead)) texts.set(text, [...(texts.get(text) ?? []), page]);
  return [...texts].flatMap(([text, own]) => pageWarning(own, text)).concat(unsure(pages));
}

function textsOf({ ocr }: ReadPage, sayRead: boolean): string[] {
  if (!ocr) return [];
  const { why, outcome } = ocr;
  if (!outcome) return why === 'pictures' ? [] : [NOT_READ[why]];
  if (outcome.kind === 'blank') return why === 'no-text' ? ['blank'] : [];
  if (outcome.kind === 'failed') return [`${NOT_READ[why]}; ${FAILED[outcome.why]}`];
  const found = outcome.words === 0 ? NOTHING_FOUND[why] : sayRead ? READ[why] : undefined;
  return [
    ...(found ? [found] : []),
    ...(outcome.lowDpi
      ? ['so large that it was drawn for OCR with fewer pixels (MAX_PAGE_PIXELS); small print may be missing']
      : []),
  ];
}

function unsure(pages: readonly ReadPage[]): string[] {
  const doubtful = pages.flatMap(({ page, ocr }) =>
    ocr?.outcome?.kind === 'read' && ocr.outcome.words > 0 && ocr.outcome.confidence < UNSURE
      ? [{ page, confidence: ocr.outcome.confidence }]
      : [],
  );
  const lowest = Math.round(100 * Math.min(1, ...doubtful.map(({ confidence }) => confidence)));
  return pageWarning(
    doubtful,
    `OCR is unsure of what it read (confidence ${lowest} %${doubtful.length > 1 ? ' at the least' : ''})`,
  );
}
