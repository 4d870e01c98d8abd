import { decode } from 'fast-png';
import type { Grey } from '#shared/extraction/ocr/engine/picture.ts';
import { renderPages } from '#shared/extraction/render-page.ts';
import { makePdf, put } from '../support/make-pdf.ts';

/** Pixels an inch of the pictures made here. */
export const DPI = 150;
const SIZE: [number, number] = [420, 300];

/** A page of lines, 12 points high and 25 apart, as a scanner would see it. */
export const pageOf = (lines: readonly string[], dpi = DPI): Promise<Grey> =>
  pageOfCells(
    lines.map((line) => [[40, line]]),
    dpi,
  );

/** The same with the cells of each line at their places from the left, in points. */
export async function pageOfCells(
  lines: readonly (readonly (readonly [x: number, text: string])[])[],
  dpi = DPI,
): Promise<Grey> {
  const pdf = await makePdf(
    (page) => {
      page.fontSize(12);
      lines.forEach((cells, index) => {
        for (const [x, text] of cells) put(page, text, x, 30 + index * 25);
      });
    },
    { size: SIZE },
  );
  const [picture] = await renderPages(pdf, { pages: [1], width: Math.round((SIZE[0] * dpi) / 72) });
  if (!picture) throw new Error('no picture');
  const { data, channels } = decode(picture.png);
  const { width, height } = picture;
  const pixels = Uint8Array.from({ length: width * height }, (_none, index) => data[index * channels] ?? 0);
  return { width, height, pixels };
}

export const ENGLISH: readonly string[] = [
  'Invoice number 2026-118 for the delivery of goods',
  'Please transfer the amount within fourteen days',
  'Description      Quantity      Price',
  'Wooden chairs    12      1,459.20',
  'Kitchen table    3      987.65',
  'Thank you for your order and your patience',
];

export const wordsOf = (lines: readonly string[]): string[] => lines.flatMap((line) => line.split(/\s+/));
