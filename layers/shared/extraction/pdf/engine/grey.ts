import type { OpenDocument } from './document.ts';
import { pageFrame } from './frame.ts';
import type { Pdfium } from './pdfium.ts';
import type { GreyPage, PageProblem } from './protocol.ts';
import { drawForm } from './render.ts';

/** FPDFBitmap_Gray of fpdfview.h: one byte a pixel. */
const GREY = 1;
/** FPDF_ANNOT (show annotations) and FPDF_GRAYSCALE of fpdfview.h. */
const RENDER_FLAGS = 0x01 | 0x08;
const WHITE = 0xffffffff;
const POINTS_PER_INCH = 72;
/** A page that would have to be drawn coarser than this to keep to the limit of pixels holds no legible text. */
const LEAST_DPI = 50;
/** Shades of grey between paper and ink from which a page is not blank. */
const INK_CONTRAST = 48;
/** Pixels of ink from which a page is not blank; a full stop of print has some 15 at 200 dpi. */
const LEAST_INK = 12;

/** Draws one page (1-based) in shades of grey for OCR, coarser than `dpi` where it would have more than `maxPixels`. */
export function drawGrey(
  pdfium: Pdfium,
  document: OpenDocument,
  { page, dpi, maxPixels }: { page: number; dpi: number; maxPixels: number },
): GreyPage | PageProblem {
  const { api } = pdfium;
  const handle = api.FPDF_LoadPage(document.handle, page - 1);
  if (handle === 0) return 'unreadable';
  try {
    const frame = pageFrame(pdfium, handle);
    const fitting = fittingDpi(frame, dpi, maxPixels);
    if (!(fitting >= LEAST_DPI)) return 'too-large';
    const width = Math.max(1, Math.floor((frame.width * fitting) / POINTS_PER_INCH));
    const height = Math.max(1, Math.floor((frame.height * fitting) / POINTS_PER_INCH));
    const bitmap = api.FPDFBitmap_CreateEx(width, height, GREY, 0, 0);
    if (bitmap === 0) return 'too-large';
    try {
      api.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
      api.FPDF_RenderPageBitmap(bitmap, handle, 0, 0, width, height, 0, RENDER_FLAGS);
      drawForm(pdfium, document.form, handle, { bitmap, width, height });
      const pixels = copyPixels(pdfium, bitmap, width, height);
      return { page, width, height, dpi: fitting, pixels, blank: isBlank(pixels) };
    } finally {
      api.FPDFBitmap_Destroy(bitmap);
    }
  } finally {
    api.FPDF_ClosePage(handle);
  }
}

/** The dpi asked for, or the whole number below it at which the page keeps to the limit. */
function fittingDpi(page: { width: number; height: number }, dpi: number, maxPixels: number): number {
  const pixels = (page.width * page.height * dpi * dpi) / POINTS_PER_INCH ** 2;
  return pixels <= maxPixels ? dpi : Math.floor(dpi * Math.sqrt(maxPixels / pixels));
}

/** The bitmap without the bytes that fill its rows up. */
function copyPixels({ api, bytes }: Pdfium, bitmap: number, width: number, height: number): Uint8Array {
  const stride = api.FPDFBitmap_GetStride(bitmap);
  const start = api.FPDFBitmap_GetBuffer(bitmap);
  const source = bytes();
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    pixels.set(source.subarray(start + y * stride, start + y * stride + width), y * width);
  return pixels;
}

/** Whether nothing stands out from the most common shade. */
function isBlank(pixels: Uint8Array): boolean {
  const histogram = new Uint32Array(256);
  for (const shade of pixels) histogram[shade] = (histogram[shade] ?? 0) + 1;
  const paper = histogram.indexOf(Math.max(...histogram));
  const ink = histogram.reduce(
    (sum, count, shade) => (Math.abs(shade - paper) >= INK_CONTRAST ? sum + count : sum),
    0,
  );
  return ink < LEAST_INK;
}
