import { NotPlain, type PdfDict, type PdfFile } from '../file/types.ts';
import { readCompositeFont } from './composite-font.ts';
import { nameAt } from './dictionary.ts';
import { readSimpleFont } from './simple-font.ts';
import { readType3Font } from './type3-font.ts';
import type { PdfFont } from './types.ts';

/**
 * Reads a font of a page's resources: its codes, and what text and widths PDFium gives them. Throws `NotPlain` where
 * one of these cannot be told with certainty, as do `text` and `width` for single codes. Costs some tenths of a
 * millisecond: the caller keeps what it gets.
 */
export function readFont(file: PdfFile, dict: PdfDict): PdfFont {
  const subtype = nameAt(file, dict, 'Subtype');
  if (subtype === 'Type0') return readCompositeFont(file, dict);
  if (subtype === 'TrueType') return readSimpleFont(file, dict, 'TrueType');
  if (subtype === 'Type1' || subtype === 'MMType1') return readSimpleFont(file, dict, 'Type1');
  if (subtype === 'Type3') return readType3Font(file, dict);
  throw new NotPlain('A font is of a type that is not read');
}
