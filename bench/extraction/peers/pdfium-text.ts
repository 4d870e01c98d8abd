import { readFile } from 'node:fs/promises';
import { engineWasm } from '#shared/extraction/engine-files.ts';
import { openDocument } from '#shared/extraction/pdf/engine/document.ts';
import { type Pdfium, startPdfium } from '#shared/extraction/pdf/engine/pdfium.ts';
import { webAssembly } from '#shared/extraction/pdf/engine/webassembly.ts';

const MEMORY_MB = 512;
const UNIT = Uint16Array.BYTES_PER_ELEMENT;
let started: Promise<Pdfium> | undefined;

/** What PDFium gives by itself for each page: FPDFText_GetText, which pypdfium2's `get_text_range` is too. */
export async function pdfiumText(file: string): Promise<string[]> {
  started ??= readFile(engineWasm())
    .then((wasm) => webAssembly.compile(new Uint8Array(wasm)))
    .then((module) => startPdfium(module, MEMORY_MB));
  const pdfium = await started;
  const document = openDocument(pdfium, new Uint8Array(await readFile(file)), '');
  if (typeof document === 'string') throw new Error(`PDFium does not open it: ${document}`);
  const pages = Array.from({ length: document.pageCount }, (_none, index) =>
    pageText(pdfium, document.handle, index),
  );
  document.close();
  return pages;
}

function pageText(pdfium: Pdfium, document: number, index: number): string {
  const { api } = pdfium;
  const page = api.FPDF_LoadPage(document, index);
  const textPage = api.FPDFText_LoadPage(page);
  const units = api.FPDFText_CountChars(textPage) + 1;
  const buffer = pdfium.allocate(units * UNIT);
  const written = api.FPDFText_GetText(textPage, 0, units, buffer);
  const bytes = pdfium.bytes().slice(buffer, buffer + Math.max(0, written - 1) * UNIT);
  pdfium.free(buffer);
  api.FPDFText_ClosePage(textPage);
  api.FPDF_ClosePage(page);
  return new TextDecoder('utf-16le').decode(bytes);
}
