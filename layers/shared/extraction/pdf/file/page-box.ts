import { NotPlain, type PdfPage, type Rectangle } from './types.ts';

/** The part of a page that is shown, as PDFium has it: in single precision, the crop box within the media box. */
export function pageBox({ mediaBox, cropBox }: Pick<PdfPage, 'mediaBox' | 'cropBox'>): Rectangle {
  const left = Math.fround(Math.max(mediaBox[0], cropBox[0]));
  const bottom = Math.fround(Math.max(mediaBox[1], cropBox[1]));
  const right = Math.fround(Math.min(mediaBox[2], cropBox[2]));
  const top = Math.fround(Math.min(mediaBox[3], cropBox[3]));
  if (!(left < right && bottom < top)) throw new NotPlain('A page shows nothing of its media box');
  return [left, bottom, right, top];
}
