import type { ImageType } from '../detection/image-type.ts';
import { readBmp } from './bmp.ts';
import { readGif } from './gif.ts';
import { imagesToPdf } from './image-to-pdf.ts';
import { readJpeg } from './jpeg.ts';
import { readPng } from './png.ts';
import { damaged } from './refusals.ts';
import { readTiffPages } from './tiff/read-tiff.ts';
import type { ImagePage, LostImage } from './types.ts';
import { readWebp } from './webp.ts';

export type Image = { type: ImageType; maxPixels: number };

/** A picture file as a PDF; `lost` says which of its pages cannot be read and why. */
export type ImagePdf = { pdf: Uint8Array; lost: ReadonlyMap<number, LostImage['lost']> };

/**
 * Makes a PDF of a picture file, so that PDFium decodes, turns and draws it like a scanned page. Headers are checked
 * before any pixel is touched.
 *
 * @throws Refusal `corrupt_document`, `unsupported_type` or `limit_exceeded` when no picture of the file can be read.
 */
export function imageToPdf(bytes: Uint8Array, { type, maxPixels }: Image): ImagePdf {
  const pages = readPictures(bytes, type, maxPixels);
  const lost = new Map(
    pages.flatMap((page, index) => ('lost' in page ? [[index + 1, page.lost] as const] : [])),
  );
  const [first] = pages;
  if (!first) throw damaged('picture');
  if (lost.size === pages.length && 'lost' in first) throw first.refusal;
  return { pdf: imagesToPdf(pages), lost };
}

function readPictures(bytes: Uint8Array, type: ImageType, maxPixels: number): (ImagePage | LostImage)[] {
  switch (type) {
    case 'png':
      return readPng(bytes, maxPixels);
    case 'jpg':
      return readJpeg(bytes, maxPixels);
    case 'bmp':
      return readBmp(bytes, maxPixels);
    case 'tif':
      return readTiffPages(bytes, maxPixels);
    case 'webp':
      return readWebp(bytes, maxPixels);
    case 'gif':
      return readGif(bytes, maxPixels);
  }
}
