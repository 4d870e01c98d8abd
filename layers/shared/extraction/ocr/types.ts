import type { PageToken } from '../pdf/layout/types.ts';

/**
 * One picture: shades of grey, one byte a pixel, row by row; or a PNG, JPEG, WebP, BMP or single TIFF page as it is.
 * Documents come as grey only: `extraction/image` checks the header of a picture file against the limit, and PDFium draws
 * it. An encoded one is measured after it is decoded, within the engine's memory; that is for benches and tests.
 */
export type Picture =
  | { kind: 'grey'; width: number; height: number; pixels: Uint8Array }
  | { kind: 'encoded'; bytes: Uint8Array };

export type OcrOptions = {
  /** Tesseract's names, most likely first. */
  languages: readonly string[];
  /** Pixels an inch; 1 point is 1/72 inch. */
  dpi: number;
  memoryMb: number;
  timeoutMs: number;
  maxPixels: number;
  signal?: AbortSignal;
};

/**
 * What OCR found. Tokens stand in points on the picture as it was given, origin at its top left; text that is turned or
 * skewed has that angle, so that the layout turns it upright while boxes still fit on the picture.
 */
export type OcrPage = {
  width: number;
  height: number;
  tokens: PageToken[];
  /** 0 to 1, mean over letters; 0 without any. */
  confidence: number;
  /** Quarter turns clockwise in which the text runs. */
  turns: 0 | 1 | 2 | 3;
};
