import { codePointIn, MAC_ROMAN } from '../encodings.ts';
import { codePointAt, type SimpleEncoding } from '../simple-encoding.ts';
import { SYMBOL_PREFIXES } from '../true-type-encoding.ts';
import {
  type Charmap,
  charmapOf,
  glyphOf,
  openTrueType,
  type TrueTypeProgram,
} from '../true-type-program.ts';

const MACINTOSH = 1;
const WINDOWS = 3;

/**
 * The glyphs that PDFium shows for a TrueType font's codes (CPDF_TrueTypeFont::LoadGlyphMap); undefined where it would
 * look for their names.
 */
export function glyphOfCode(
  program: Uint8Array,
  encoding: SimpleEncoding & { byName: boolean },
  nonSymbolic: boolean,
): (code: number) => number | undefined {
  const font = openTrueType(program);
  const unicode = charmapOf(font, WINDOWS, 1);
  const symbol = charmapOf(font, WINDOWS, 0);
  const mac = charmapOf(font, MACINTOSH, 0);
  if (!encoding.byName) {
    if (symbol) return (code) => bySymbol(font, symbol, code);
    return mac ? (code) => glyphOf(font, mac, code) : () => undefined;
  }
  if (unicode) return (code) => found(glyphOf(font, unicode, codePointAt(encoding, code) || code));
  if (mac && (nonSymbolic || !symbol)) return (code) => byMac(font, mac, codePointAt(encoding, code));
  return symbol ? (code) => bySymbol(font, symbol, code) : () => undefined;
}

const found = (glyph: number): number | undefined => (glyph === 0 ? undefined : glyph);

function bySymbol(font: TrueTypeProgram, symbol: Charmap, code: number): number | undefined {
  for (const prefix of SYMBOL_PREFIXES) {
    const glyph = glyphOf(font, symbol, prefix + code);
    if (glyph !== 0) return glyph;
  }
  return undefined;
}

function byMac(font: TrueTypeProgram, mac: Charmap, codePoint: number): number | undefined {
  for (let code = 0; code < 256; code++)
    if (codePoint !== 0 && codePointIn(MAC_ROMAN, code) === codePoint) return found(glyphOf(font, mac, code));
  return undefined;
}
