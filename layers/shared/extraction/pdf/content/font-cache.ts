import { NotPlain, type PdfDict } from '../file/types.ts';
import type { PdfFont } from '../fonts/types.ts';

/** The font that a font dictionary describes, the same one each time; throws `NotPlain` for one that is not plain. */
export type FontCache = (dict: PdfDict) => PdfFont;

/** Fonts are read once for a document: its pages share them. What could not be read is not tried again. */
export function fontCache(read: (dict: PdfDict) => PdfFont): FontCache {
  const fonts = new Map<PdfDict, PdfFont | NotPlain>();
  return (dict) => {
    const known = fonts.get(dict) ?? readOnce(read, dict);
    fonts.set(dict, known);
    if (known instanceof NotPlain) throw known;
    return known;
  };
}

function readOnce(read: (dict: PdfDict) => PdfFont, dict: PdfDict): PdfFont | NotPlain {
  try {
    return read(dict);
  } catch (error) {
    if (error instanceof NotPlain) return error;
    throw error;
  }
}
