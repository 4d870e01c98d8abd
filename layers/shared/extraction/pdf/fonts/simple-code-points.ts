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

function type1(file: PdfFile, dict: PdfDict, { name, descriptor, standard }: SimpleFont): Uint32Array {
  const symbolic = descriptor?.symbolic ?? standard?.encoding !== undefined;
  const program = descriptor?.program;
  const initial = symbolic ? (standard?.encoding ?? BUILT_IN) : STANDARD;
  const encoding = readEncoding(file, dict, {
    initial,
    symbolic,
    name,
    embedded: program !== undefined,
    isTrueType: program?.key === 'FontFile2' || program?.isOpenType === true,
  });
  const codePoints = pointsOf(encoding);
  if (!symbolic) {
    // PDFium shows a glyph that is called .notdef, and is there in no font, as a blank.
    encoding.differences?.forEach((glyph, code) => {
      if (glyph === '.notdef') codePoints[code] = SPACE;
    });
    return codePoints;
  }
  // The font program's own encoding is read only where the dictionary leaves codes to it.
  const builtIn = encoding.base === BUILT_IN && program ? builtInEncoding(file, program) : undefined;
  if (builtIn) addBuiltIn(codePoints, encoding, builtIn);
  return codePoints;
}

function addBuiltIn(codePoints: Uint32Array, { differences }: SimpleEncoding, builtIn: Uint32Array): void {
  for (let code = 0; code < 256; code++) {
    if (differences?.[code] === undefined) codePoints[code] = builtIn[code] as number;
  }
}

function trueType(file: PdfFile, dict: PdfDict, { name, descriptor }: SimpleFont): Uint32Array {
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
    const { windows, mac } = charmapPlatforms(file, program);
    if (base === WIN_ANSI && !windows) base = mac ? MAC_ROMAN : BUILT_IN;
    else if (base === MAC_ROMAN && !mac) base = windows ? WIN_ANSI : BUILT_IN;
  }
  const named = base === WIN_ANSI || base === MAC_ROMAN;
  if ((named && !encoding.differences) || (descriptor?.nonSymbolic ?? false)) {
    return pointsOf({ base, differences: encoding.differences });
  }
  if (!program) {
    if (encoding.differences || base === BUILT_IN)
      throw new NotPlain('A TrueType font is not there, nor its encoding');
    return pointsOf({ base, differences: undefined });
  }
  return symbolicCodePoints(file, program, base === BUILT_IN ? undefined : pointsOf({ ...encoding, base }));
}

function pointsOf(encoding: SimpleEncoding): Uint32Array {
  const codePoints = new Uint32Array(256);
  for (let code = 0; code < 256; code++) codePoints[code] = codePointAt(encoding, code);
  return codePoints;
}
