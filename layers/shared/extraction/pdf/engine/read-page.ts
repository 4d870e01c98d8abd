import { layOutPage } from '../layout/page.ts';
import type { LayoutOptions } from '../layout/types.ts';
import type { OpenDocument } from './document.ts';
import { readFormValues } from './form-values.ts';
import { pageFrame } from './frame.ts';
import type { Pdfium } from './pdfium.ts';
import type { PageProblem, ReadPage } from './protocol.ts';
import { readTokens } from './tokens.ts';

/** A dense page of print has some 10,000 characters; what has more than this is an attack or a mistake. */
const MAX_CHARACTERS = 400_000;

/** Reads and lays out one page (1-based), or says why that is not possible. */
export function readPage(
  pdfium: Pdfium,
  document: OpenDocument,
  page: number,
  layout: LayoutOptions,
): ReadPage | PageProblem {
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
    const { tokens, characters, unmapped, outside } = readTokens(pdfium, textPage, count, frame);
    const values = readFormValues(pdfium, document, handle, frame);
    const laidOut = layOutPage([...tokens, ...values], layout);
    return { page, width: frame.width, height: frame.height, ...laidOut, unmapped, characters, outside };
  } finally {
    if (textPage !== 0) api.FPDFText_ClosePage(textPage);
    api.FPDF_ClosePage(handle);
  }
}
