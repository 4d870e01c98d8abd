import type { ImageType } from '../detection/image-type.ts';
import type { LocalReader } from '../local-document.ts';
import { readPaged } from '../pdf/read-pdf.ts';

/**
 * Reads a picture file: each of its pictures is a page, drawn and read by OCR as a scanned PDF's page is. Throws what
 * reading a PDF throws, and `unsupported_type` for a way of packing pixels that cannot be read.
 */
export const imageReader =
  (type: ImageType): LocalReader =>
  (input) =>
    readPaged(input, type);
