import { NotPlain, type PdfDict, type PdfFile } from '../file/types.ts';
import { arrayAt, integer, integerAt } from './dictionary.ts';

/** A width that a font without /Widths has in its own metrics. */
export type OwnWidth = (code: number) => number;

const WIDEST = 0x7ffe;

/**
 * Advances by code in thousandths of the font size (ISO 32000-1, 9.2.4), without their fractions, as PDFium has them.
 * Codes outside of /Widths have /MissingWidth, or `own` in a font without /Widths. Negative ones are no widths.
 */
export function simpleWidths(
  file: PdfFile,
  dict: PdfDict,
  missing: number | undefined,
  own: OwnWidth,
): Float64Array {
  const widths = new Float64Array(256);
  const stated = arrayAt(file, dict, 'Widths');
  if (!stated) {
    for (let code = 0; code < 256; code++) widths[code] = own(code);
    return widths;
  }
  widths.fill(plausible(missing ?? 0));
  const first = integerAt(file, dict, 'FirstChar') ?? 0;
  const last = integerAt(file, dict, 'LastChar') ?? 0;
  if (first < 0 || first > 255 || last < 0)
    throw new NotPlain('A font has widths for codes that there are none of');
  const end = last === 0 ? first + stated.length - 1 : Math.min(last, first + stated.length - 1);
  for (let code = first; code <= end && code < 256; code++) {
    const width = integer(file.resolve(stated[code - first]));
    widths[code] = width <= WIDEST ? width : -1;
  }
  return widths;
}

export function plausible(width: number): number {
  if (width < 0 || width > WIDEST) throw new NotPlain('A font has a width that cannot be one');
  return width;
}
