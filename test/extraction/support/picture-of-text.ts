import { decode } from 'fast-png';
import { renderPages } from '#shared/extraction/render-page.ts';
import { makePdf, put } from './make-pdf.ts';

export type Picture = { png: Uint8Array; width: number; height: number; grey: Uint8Array };

/** Lines of text as pixels: a page of 300 × 100 points at 150 dpi. */
export async function pictureOfText(lines: readonly string[]): Promise<Picture> {
  const pdf = await makePdf(
    (page) => {
      page.fontSize(14);
      lines.forEach((line, index) => {
        put(page, line, 20, 15 + index * 25);
      });
    },
    { size: [300, 100] },
  );
  const [picture] = await renderPages(pdf, { pages: [1], width: 625 });
  if (!picture) throw new Error('no picture');
  const { data, channels } = decode(picture.png);
  const grey = Uint8Array.from(
    { length: picture.width * picture.height },
    (_none, index) => data[index * channels] as number,
  );
  return { png: picture.png, width: picture.width, height: picture.height, grey };
}
