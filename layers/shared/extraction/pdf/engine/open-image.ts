import { Refusal } from '../../conversion/protocol.ts';
import type { Image } from '../../image/read-images.ts';
import { type OpenDocument, openDocument } from './document.ts';
import type { Pdfium } from './pdfium.ts';
import type { OpenFailure } from './protocol.ts';

/** Opens a picture file as a document of pages. What reads it is loaded only when there is a picture. */
export async function openImage(
  pdfium: Pdfium,
  bytes: Uint8Array,
  image: Image,
): Promise<OpenDocument | OpenFailure | Refusal> {
  const { imageToPdf } = await import('../../image/read-images.ts');
  try {
    const { pdf, lost } = imageToPdf(bytes, image);
    const opened = openDocument(pdfium, pdf, '');
    return typeof opened === 'string' ? opened : { ...opened, lost };
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
