import type { PageToken } from '../layout/types.ts';
import type { Frame } from './frame.ts';
import { isGarbled } from './garbled.ts';
import type { Pdfium } from './pdfium.ts';
import { pictureArea } from './picture-area.ts';
import type { OcrReason, OcrUse } from './protocol.ts';

/** Characters below which a text layer may be no more than a stamp or a page number on a scan … */
const SPARSE = 400;
export const isSparse = (characters: number): boolean => characters < SPARSE;
/** … when pictures without text on them cover this share of the page. */
const MOSTLY_PICTURE = 0.3;
/** Share of the page from which `pictures` reads those on pages with text as well; logos are smaller. */
const LARGE_PICTURE = 0.06;
/** FPDF_TEXTRENDERMODE_INVISIBLE of fpdf_edit.h. */
const INVISIBLE = 3;

/** A page's text layer as it was read. */
export type TextLayer = {
  page: number;
  textPage: number;
  frame: Frame;
  tokens: readonly PageToken[];
  characters: number;
  unmapped: number;
};

/**
 * Why OCR is to read a page, or undefined when its text layer is all there is to read. Where there is no text or none
 * that makes sense it is said even if OCR is not to be used, so that a warning can tell.
 */
export function ocrNeed(pdfium: Pdfium, layer: TextLayer, use: OcrUse): OcrReason | undefined {
  if (layer.tokens.length === 0) return 'no-text';
  if (isGarbled(layer.tokens, layer.characters, layer.unmapped)) return 'garbled';
  if (use === 'never') return undefined;
  const sparse = isSparse(layer.characters);
  if (!sparse && use !== 'pictures') return undefined;
  const share = pictureArea(pdfium, layer.page, layer.frame, layer.tokens);
  if (share < (use === 'pictures' ? LARGE_PICTURE : MOSTLY_PICTURE)) return undefined;
  return isSearchableScan(pdfium, layer) ? undefined : 'pictures';
}

/** A scan that OCR has read already: its text lies invisible behind the picture. */
function isSearchableScan({ api, raw }: Pdfium, { textPage, characters }: TextLayer): boolean {
  const samples = [0, 0.25, 0.5, 0.75, 1].map((part) => Math.floor(part * (characters - 1)));
  const objects = samples.map((index) => raw.FPDFText_GetTextObject(textPage, index)).filter(Boolean);
  return objects.length > 0 && objects.every((one) => api.FPDFTextObj_GetTextRenderMode(one) === INVISIBLE);
}
