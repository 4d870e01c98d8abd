import { NotPlain, type PdfDict, type PdfFile } from '../file/types.ts';
import { builtInEncoding } from './built-in-encoding.ts';
import type { Descriptor } from './descriptor.ts';
import { BUILT_IN, MAC_ROMAN, STANDARD, WIN_ANSI } from './encodings.ts';
import { codePointAt, readEncoding, type SimpleEncoding } from './simple-encoding.ts';
import type { StandardFont } from './standard-fonts.ts';
import { charmapPlatforms, symbolicCodePoints } from './true-type-encoding.ts';

/** What is known of a simple font before its encoding is read. */
export type SimpleFont = {
  subtype: 'Type1' | 'TrueType';
  name: string;
  descriptor: Descriptor | undefined;
  standard: StandardFont | undefined;
};

const SPACE = 0x20;

/** The code points that a simple font's encoding gives its codes, 0 for none, by PDFium's rules. */
export function simpleCodePoints(file: PdfFile, dict: PdfDict, font: SimpleFont): Uint32Array {
  return font.subtype === 'Type1' ? type1(file, dict, font) : trueType(file, dict, font);
}

const isSymbolic = ({ descriptor, standard }: SimpleFont): boolean =>
  descriptor?.symbolic ?? standard?.encoding !== undefined;

/** What a Type 1 font's dictionary says of its codes. */
export function type1Encoding(file: PdfFile, dict: PdfDict, font: SimpleFont): SimpleEncoding {
  const { name, descriptor, standard } = font;
  const symbolic = isSymbolic(font);
  const program = descriptor?.program;
  return readEncoding(file, dict, {
    initial: symbolic ? (standard?.encoding ?? BUILT_IN) : STANDARD,
    symbolic,
    name,
    embedded: program !== undefined,
    isTrueType: program?.key === 'FontFile2' || program?.isOpenType === true,
  });
}

function type1(file: PdfFile, dict: PdfDict, font: SimpleFont): Uint32Array {
  const encoding = type1Encoding(file, dict, font);
  const program = font.descriptor?.program;
  const symbolic = isSymbolic(font);
  const codePoints = pointsOf(encoding);
  if (!symbolic) {
    // PDFium shows a glyph that is called .notdef, and is there in no font, as a blank.
    encoding.differences?.forEach((glyph, code) => {
      if (glyph === '.notdef') codePoints[code] = SPACE;
    });
    return codePoints;
  }
  // The font program's own encoding is read only where the dictionary leaves codes to it.
  const builtIn = encoding.base === BUILT_IN && program ? builtInEncoding(program) : undefined;
  if (builtIn) addBuiltIn(codePoints, encoding, builtIn);
  return codePoints;
}

function addBuiltIn(codePoints: Uint32Array, { differences }: SimpleEncoding, builtIn: Uint32Array): void {
  for (let code = 0; code < 256; code++) {
    if (differences?.[code] === undefined) codePoints[code] = builtIn[code] as number;
  }
}

/** A TrueType font's encoding; `byName`: it tells the glyphs, and not the codes themselves by a charmap. */
export function trueTypeEncoding(
  file: PdfFile,
  dict: PdfDict,
  { name, descriptor }: SimpleFont,
): SimpleEncoding & { byName: boolean } {
  const symbolic = descriptor?.symbolic ?? false;
  const program = descriptor?.program;
  const encoding = readEncoding(file, dict, {
    initial: symbolic ? BUILT_IN : STANDARD,
    symbolic,
    name,
    embedded: program !== undefined,
    isTrueType: program !== undefined,
  });
  let { base } = encoding;
  if (program && symbolic && (base === WIN_ANSI || base === MAC_ROMAN)) {
    const { windows, mac } = charmapPlatforms(program);
    if (base === WIN_ANSI && !windows) base = mac ? MAC_ROMAN : BUILT_IN;
    else if (base === MAC_ROMAN && !mac) base = windows ? WIN_ANSI : BUILT_IN;
  }
  const { differences } = encoding;
  const named = base === WIN_ANSI || base === MAC_ROMAN;
  return { base, differences, byName: (named && !differences) || (descriptor?.nonSymbolic ?? false) };
}

function trueType(file: PdfFile, dict: PdfDict, font: SimpleFont): Uint32Array {
  const encoding = trueTypeEncoding(file, dict, font);
  const { base, differences, byName } = encoding;
  const program = font.descriptor?.program;
  if (byName) return pointsOf(encoding);
  if (!program) {
    if (differences || base === BUILT_IN)
      throw new NotPlain('A TrueType font is not there, nor its encoding');
    return pointsOf({ base, differences: undefined });
  }
  return symbolicCodePoints(program, base === BUILT_IN ? undefined : pointsOf(encoding));
}

function pointsOf(encoding: SimpleEncoding): Uint32Array {
  const codePoints = new Uint32Array(256);
  for (let code = 0; code < 256; code++) codePoints[code] = codePointAt(encoding, code);
  return codePoints;
}
