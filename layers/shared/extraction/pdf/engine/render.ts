import { encode } from 'fast-png';
import type { OpenDocument } from './document.ts';
import { pageFrame } from './frame.ts';
import type { Pdfium } from './pdfium.ts';
import type { PageProblem, RenderedPage } from './protocol.ts';

/** Pixels a picture may have; A4 at 300 dpi has 8.7 million. */
const MAX_PIXELS = 20_000_000;
/** FPDF_ANNOT (show annotations) and FPDF_REVERSE_BYTE_ORDER (RGBA instead of BGRA) of fpdfview.h. */
const RENDER_FLAGS = 0x01 | 0x10;
const WHITE = 0xffffffff;

/** Draws one page (1-based) `width` pixels wide as PNG. */
export function renderPage(
  pdfium: Pdfium,
  document: OpenDocument,
  page: number,
  width: number,
): RenderedPage | PageProblem {
  const { api } = pdfium;
  const handle = api.FPDF_LoadPage(document.handle, page - 1);
  if (handle === 0) return 'unreadable';
  try {
    const frame = pageFrame(pdfium, handle);
    const height = Math.max(1, Math.round((width * frame.height) / frame.width));
    if (!Number.isFinite(height) || width * height > MAX_PIXELS) return 'too-large';
    const bitmap = api.FPDFBitmap_Create(width, height, 0);
    if (bitmap === 0) return 'too-large';
    try {
      api.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
      api.FPDF_RenderPageBitmap(bitmap, handle, 0, 0, width, height, 0, RENDER_FLAGS);
      drawForm(pdfium, document.form, handle, { bitmap, width, height });
      return { page, width, height, png: toPng(pdfium, bitmap, width, height) };
    } finally {
      api.FPDFBitmap_Destroy(bitmap);
    }
  } finally {
    api.FPDF_ClosePage(handle);
  }
}

/** Draws what is filled in on form fields, without PDFium's coloured highlight of them. */
export function drawForm(
  { api }: Pdfium,
  form: number,
  page: number,
  { bitmap, width, height }: { bitmap: number; width: number; height: number },
): void {
  if (form === 0) return;
  api.FPDF_SetFormFieldHighlightAlpha(form, 0);
  api.FORM_OnAfterLoadPage(page, form);
  api.FPDF_FFLDraw(form, bitmap, page, 0, 0, width, height, 0, RENDER_FLAGS);
  api.FORM_OnBeforeClosePage(page, form);
}

/** Drops the unused fourth channel, which would make the file a third larger. */
function toPng(pdfium: Pdfium, bitmap: number, width: number, height: number): Uint8Array {
  const { api } = pdfium;
  const stride = api.FPDFBitmap_GetStride(bitmap);
  const start = api.FPDFBitmap_GetBuffer(bitmap);
  const source = pdfium.bytes();
  const data = new Uint8Array(width * height * 3);
  let to = 0;
  for (let y = 0; y < height; y++)
    for (let from = start + y * stride, end = from + width * 4; from < end; from += 4) {
      data[to++] = source[from] as number;
      data[to++] = source[from + 1] as number;
      data[to++] = source[from + 2] as number;
    }
  return encode({ width, height, data, channels: 3, depth: 8 });
}
