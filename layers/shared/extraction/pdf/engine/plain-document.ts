import { type FontCache, fontCache } from '../content/font-cache.ts';
import { readPageText } from '../content/read-page-text.ts';
import { MAX_CHARACTERS } from '../content/text-objects.ts';
import { openFile } from '../file/open-file.ts';
import { pageBox } from '../file/page-box.ts';
import { NotPlain, type PdfFile, type PdfPage, type PdfValue } from '../file/types.ts';
import { readFont } from '../fonts/read-font.ts';
import { layOutPage } from '../layout/page.ts';
import { wantsRules } from '../layout/ruled-lines.ts';
import type { LayoutOptions } from '../layout/types.ts';
import { type Frame, frameOf } from './frame.ts';
import { isGarbled } from './garbled.ts';
import { isSparse } from './ocr-need.ts';
import { plainTextPage } from './plain-text-page.ts';
import type { OcrReason, OcrUse, ReadPage } from './protocol.ts';
import { type PageTokens, readTokens } from './tokens.ts';

/** A document that our own reader has opened. */
export type PlainDocument = { file: PdfFile; fonts: FontCache; hasFields: boolean };

/** Opens a PDF that is built as the standard says; throws NotPlain for any other. */
export function openPlain(bytes: Uint8Array, password: string): PlainDocument {
  const file = openFile(bytes, password);
  return {
    file,
    fonts: fontCache((dict) => readFont(file, dict)),
    hasFields: file.resolve(file.root.get('AcroForm')) !== null,
  };
}

/**
 * Reads and lays out one page (1-based) without PDFium, which would take several times as long.
 *
 * @throws NotPlain where PDFium might find more or something else: form fields, lines to be marked, pages that OCR may
 *   have to look at.
 */
export function readPlainPage(
  { file, fonts, hasFields }: PlainDocument,
  number: number,
  { layout, ocr }: { layout: LayoutOptions; ocr: OcrUse },
): ReadPage {
  if (wantsRules(layout)) throw new NotPlain('Lines are to be marked');
  const page = file.pages[number - 1];
  if (!page || (hasFields && hasWidget(file, page))) throw new NotPlain('Form fields');
  const frame = frameOfPage(page);
  const text = readPageText(file, page, fonts);
  if (text.text.length > MAX_CHARACTERS) throw new NotPlain('The page has too many characters');
  const read = readTokens(plainTextPage(text, frame), frame);
  const { tokens, ...facts } = read;
  const why = whyOcr(read);
  if (!why && facts.unmapped > facts.characters * FEW) throw new NotPlain('Text without a meaning');
  if (!why && text.pictures && mayReadPictures(ocr, facts.characters))
    throw new NotPlain('Pictures may hold more text');
  return {
    page: number,
    width: frame.width,
    height: frame.height,
    ...facts,
    ...layOutPage(tokens, layout),
    ...(why && { ocr: { why } }),
  };
}

function whyOcr({ tokens, characters, unmapped }: PageTokens): OcrReason | undefined {
  if (tokens.length === 0) return 'no-text';
  return isGarbled(tokens, characters, unmapped) ? 'garbled' : undefined;
}

/**
 * Share of characters without a meaning up to which a page is text like others, with some bullets. Signs like those of
 * music, of which a page has more, overlap, so that their order may be another than PDFium's.
 */
const FEW = 0.005;

const mayReadPictures = (ocr: OcrUse, characters: number): boolean =>
  ocr === 'pictures' || (ocr === 'needed' && isSparse(characters));

function frameOfPage(page: PdfPage): Frame {
  const [left, bottom, right, top] = pageBox(page);
  return frameOf({ left, bottom, right, top }, page.turns);
}

function hasWidget(file: PdfFile, { dict }: PdfPage): boolean {
  const annotations = file.resolve(dict.get('Annots'));
  if (!Array.isArray(annotations)) return annotations !== null;
  return (annotations as readonly PdfValue[]).some((each) => {
    const annotation = file.resolve(each);
    return annotation instanceof Map && file.resolve(annotation.get('Subtype')) === 'Widget';
  });
}
