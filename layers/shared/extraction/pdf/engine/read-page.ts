import { MAX_CHARACTERS } from '../content/text-objects.ts';
import { layOutPage } from '../layout/page.ts';
import { ruledLines, wantsRules } from '../layout/ruled-lines.ts';
import type { LayoutOptions, PageToken } from '../layout/types.ts';
import type { OpenDocument } from './document.ts';
import { readFormValues } from './form-values.ts';
import { pageFrame } from './frame.ts';
import { legibleTokens } from './garbled.ts';
import { mergeOcr } from './merge-ocr.ts';
import { ocrNeed, type TextLayer } from './ocr-need.ts';
import type { Pdfium } from './pdfium.ts';
import { pdfiumTextPage } from './pdfium-text-page.ts';
import type { EngineRequest, OcrUse, PageProblem, ReadPage } from './protocol.ts';
import { readRules } from './rules.ts';
import { readTokens } from './tokens.ts';

/** Reads and lays out one page (1-based), or says why that is not possible. */
export function readPage(
  pdfium: Pdfium,
  document: OpenDocument,
  page: number,
  { layout, ocr }: { layout: LayoutOptions; ocr: OcrUse },
): ReadPage | PageProblem {
  return withTextLayer(pdfium, document, page, (layer) => {
    const why = ocrNeed(pdfium, layer, ocr);
    return { ...laidOut(pdfium, page, layer, layer.tokens, layout), ...(why && { ocr: { why } }) };
  });
}

/** Lays a page out again, with the words that OCR found on it; what is no text of its text layer gives way to them. */
export function layOutWithOcr(
  pdfium: Pdfium,
  document: OpenDocument,
  { page, layout, found, why }: Extract<EngineRequest, { kind: 'lay-out' }>,
): ReadPage | PageProblem {
  return withTextLayer(pdfium, document, page, (layer) => {
    const tokens = mergeOcr(why === 'garbled' ? legible(layer) : layer.tokens, found);
    return laidOut(pdfium, page, layer, tokens, layout);
  });
}

/** The lines that a page draws are looked for only if they are to be marked: that takes time. */
function laidOut(
  pdfium: Pdfium,
  page: number,
  layer: Layer,
  tokens: readonly PageToken[],
  layout: LayoutOptions,
): ReadPage {
  const facts = factsOf(page, layer);
  if (!wantsRules(layout)) return { ...facts, ...layOutPage(tokens, layout) };
  const rules = readRules(pdfium, layer.page, layer.frame);
  const ruled = rules && ruledLines(rules, layout);
  return { ...facts, ...layOutPage(tokens, layout, ruled), ...(!ruled && { unmarked: true }) };
}

const legible = ({ tokens, characters, unmapped, values }: Layer): readonly PageToken[] => {
  const kept = legibleTokens(tokens, characters, unmapped);
  return kept.length > 0 ? kept : values;
};

type Layer = TextLayer & { values: readonly PageToken[]; outside: number };

const factsOf = (page: number, { frame, unmapped, characters, outside }: Layer) => ({
  page,
  width: frame.width,
  height: frame.height,
  unmapped,
  characters,
  outside,
});

/** Opens a page and its text layer for as long as `use` runs. */
function withTextLayer(
  pdfium: Pdfium,
  document: OpenDocument,
  page: number,
  use: (layer: Layer) => ReadPage,
): ReadPage | PageProblem {
  const known = document.lost?.get(page);
  if (known) return known;
  const { api } = pdfium;
  const handle = api.FPDF_LoadPage(document.handle, page - 1);
  if (handle === 0) return 'unreadable';
  const textPage = api.FPDFText_LoadPage(handle);
  try {
    if (textPage === 0) return 'unreadable';
    const count = api.FPDFText_CountChars(textPage);
    if (count < 0) return 'unreadable';
    if (count > MAX_CHARACTERS) return 'too-many-characters';
    const frame = pageFrame(pdfium, handle);
    const { tokens, ...facts } = readTokens(pdfiumTextPage(pdfium, textPage, count, frame), frame);
    const values = readFormValues(pdfium, document, handle, frame);
    return use({ page: handle, textPage, frame, tokens: [...tokens, ...values], values, ...facts });
  } finally {
    if (textPage !== 0) api.FPDFText_ClosePage(textPage);
    api.FPDF_ClosePage(handle);
  }
}
