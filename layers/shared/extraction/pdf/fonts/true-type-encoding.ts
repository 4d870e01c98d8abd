import { NotPlain } from '../file/types.ts';
import type { FontProgram } from './descriptor.ts';
import { codePointIn, MAC_ROMAN } from './encodings.ts';
import { type Charmap, charmapOf, glyphOf, openTrueType, type TrueTypeProgram } from './true-type-program.ts';

const UNICODE = 0;
const MACINTOSH = 1;
const WINDOWS = 3;

/** Microsoft's symbol fonts have their codes here, or as they are. */
export const SYMBOL_PREFIXES = [0, 0xf000, 0xf100, 0xf200];

/** Which of the two base encodings' platforms a font program has charmaps for, as PDFium looks at it. */
export function charmapPlatforms(program: FontProgram): { windows: boolean; mac: boolean } {
  const font = openTrueType(program.bytes());
  const windows = font.charmaps.some(({ platform }) => platform === UNICODE || platform === WINDOWS);
  return {
    windows: windows || hasMadeUnicodeCharmap(font),
    mac: font.charmaps.some(({ platform }) => platform === MACINTOSH),
  };
}

/** FreeType makes a Unicode charmap of glyph names. Whether it can depends on the names, which are not read. */
function hasMadeUnicodeCharmap({ charmaps, hasGlyphNames }: TrueTypeProgram): boolean {
  return charmaps.length > 0 && hasGlyphNames;
}

/**
 * Code points of a symbolic TrueType font's codes as PDFium tells them: by the encoding (`named`), if the font has a
 * symbol charmap with these codes, else by what the codes mean to the Mac, else as they are.
 */
export function symbolicCodePoints(program: FontProgram, named: Uint32Array | undefined): Uint32Array {
  const font = openTrueType(program.bytes());
  const symbol = charmapOf(font, WINDOWS, 0);
  const mac = charmapOf(font, MACINTOSH, 0);
  if (symbol && hasSymbolGlyphs(font, symbol)) {
    if (named) return named;
    return mac ? macCodePoints() : new Uint32Array(256);
  }
  if (mac) return macCodePoints();
  if (font.charmaps.some(({ platform }) => platform === UNICODE || platform === WINDOWS)) {
    throw new NotPlain('A symbolic font has only a Unicode charmap');
  }
  return new Uint32Array(256);
}

function hasSymbolGlyphs(font: TrueTypeProgram, charmap: Charmap): boolean {
  for (const prefix of SYMBOL_PREFIXES) {
    for (let code = 0; code < 256; code++) if (glyphOf(font, charmap, prefix + code) !== 0) return true;
  }
  return false;
}

/** Codes of Mac OS signs that PDFium knows as glyph names, but not by a charmap. */
const NOT_BY_CHARMAP = [
  0xad, 0xb0, 0xb2, 0xb3, 0xb6, 0xb7, 0xb8, 0xb9, 0xba, 0xbd, 0xc3, 0xc5, 0xc6, 0xd7, 0xf0,
];

function macCodePoints(): Uint32Array {
  const codePoints = Uint32Array.from({ length: 256 }, (_none, code) => codePointIn(MAC_ROMAN, code));
  for (const code of NOT_BY_CHARMAP) codePoints[code] = 0;
  // It takes the exclamation mark that stands on its head for a pound.
  codePoints[0xc1] = 0xa3;
  return codePoints;
}
