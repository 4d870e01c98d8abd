import { readFile } from 'node:fs/promises';
import { fontCache } from '../../../../../layers/shared/extraction/pdf/content/font-cache.ts';
import { readPageText } from '../../../../../layers/shared/extraction/pdf/content/read-page-text.ts';
import type { PageText } from '../../../../../layers/shared/extraction/pdf/content/types.ts';
import { readCharacters } from '../../../../../layers/shared/extraction/pdf/engine/characters.ts';
import { openDocument } from '../../../../../layers/shared/extraction/pdf/engine/document.ts';
import { type Pdfium, startPdfium } from '../../../../../layers/shared/extraction/pdf/engine/pdfium.ts';
import { webAssembly } from '../../../../../layers/shared/extraction/pdf/engine/webassembly.ts';
import { openFile } from '../../../../../layers/shared/extraction/pdf/file/open-file.ts';
import { readFont } from '../../../../../layers/shared/extraction/pdf/fonts/read-font.ts';
import { type OnePage, onePage } from './one-page.ts';

const LINE_END_HYPHEN = '\ufffe';

/** What our reader makes of the page. */
export function ours(page: OnePage): PageText {
  const file = openFile(onePage(page), '');
  const [first] = file.pages;
  if (!first) throw new Error('The file has no page');
  return readPageText(
    file,
    first,
    fontCache((dict) => readFont(file, dict)),
  );
}

export type Reference = { text: string; boxes: number[][] };

/** Starts PDFium, and gives what reads the text of a page and the boxes of its characters with it. */
export async function reference(): Promise<(page: OnePage) => Reference> {
  const wasm = await readFile(new URL(import.meta.resolve('@embedpdf/pdfium/pdfium.wasm')));
  const pdfium = await startPdfium(await webAssembly.compile(wasm), 512);
  return (page) => readWith(pdfium, onePage(page));
}

function readWith(pdfium: Pdfium, bytes: Uint8Array): Reference {
  const document = openDocument(pdfium, bytes, '');
  if (typeof document === 'string') throw new Error(`PDFium does not open the file: ${document}`);
  const { api, raw, scratch } = pdfium;
  const page = api.FPDF_LoadPage(document.handle, 0);
  const textPage = api.FPDFText_LoadPage(page);
  const count = api.FPDFText_CountChars(textPage);
  const { text, indexOf } = readCharacters(pdfium, textPage, count);
  const boxes: number[][] = [];
  let marked = '';
  for (let unit = 0; unit < text.length; unit++) {
    const hyphen = text[unit] === '\u0002' && api.FPDFText_IsHyphen(textPage, indexOf(unit)) === 1;
    marked += hyphen ? LINE_END_HYPHEN : text[unit];
    raw.FPDFText_GetLooseCharBox(textPage, indexOf(unit), scratch);
    const [left = 0, top = 0, right = 0, bottom = 0] = pdfium
      .floats()
      .subarray(scratch >> 2, (scratch >> 2) + 4);
    boxes.push([left, bottom, right, top]);
  }
  api.FPDFText_ClosePage(textPage);
  api.FPDF_ClosePage(page);
  document.close();
  return { text: marked, boxes };
}
