import { NotPlain, type PdfDict, type PdfFile } from '../../file/types.ts';
import { codePointIn } from '../encodings.ts';
import { type SimpleFont, trueTypeEncoding, type1Encoding } from '../simple-code-points.ts';
import type { SimpleEncoding } from '../simple-encoding.ts';
import { type CffGlyphs, openCffGlyphs } from './cff-glyphs.ts';
import type { GlyphBox } from './outline.ts';
import { standardGlyphBoxes } from './standard-glyph-boxes.ts';
import { trueTypeGlyphBoxes } from './true-type-glyph-boxes.ts';
import { glyphOfCode } from './true-type-glyph-codes.ts';
import { openType1Glyphs, type Type1Glyphs } from './type1-glyph-boxes.ts';

const SPACE = 0x20;

type BoxOfCode = (code: number) => GlyphBox | undefined;

/**
 * Boxes of a simple font's glyphs by code, from its program or those of the standard font that it is; undefined where
 * they cannot be told.
 */
export function simpleGlyphBoxes(
  file: PdfFile,
  dict: PdfDict,
  font: SimpleFont,
  codePoints: () => Uint32Array,
): BoxOfCode {
  const { program } = font.descriptor ?? {};
  if (!program) {
    const boxes = standardGlyphBoxes(font.name);
    // PDFium measures the blank for codes without a glyph.
    return boxes ? (code) => boxes(codePoints()[code] || SPACE) : noBox;
  }
  if (program.isOpenType) return noBox;
  // With a damaged program PDFium shows, and measures, another font.
  const bytes = program.bytes();
  try {
    if (font.subtype === 'TrueType')
      return program.key === 'FontFile2' ? trueType(file, dict, font, bytes) : noBox;
    if (program.key === 'FontFile2') return noBox;
    const encoding = type1Encoding(file, dict, font);
    const boxes =
      program.key === 'FontFile'
        ? type1(openType1Glyphs(bytes), encoding)
        : cff(openCffGlyphs(bytes), encoding);
    return font.descriptor?.symbolic ? boxes : withoutNotdef(boxes, encoding);
  } catch (error) {
    // Boxes make characters' places more exact, but text can be read without.
    if (error instanceof NotPlain) return noBox;
    throw error;
  }
}

const noBox: BoxOfCode = () => undefined;

/**
 * What PDFium measures for `.notdef`, which a nonsymbolic Type 1 font's encoding may name: no glyph at all
 * (CPDF_Type1Font::LoadGlyphMap), so that its table of boxes is left as it began.
 */
const NO_GLYPH: GlyphBox = [-1, -1, -1, -1];

function withoutNotdef(boxes: BoxOfCode, { differences }: SimpleEncoding): BoxOfCode {
  return (code) => (differences?.[code] === '.notdef' ? NO_GLYPH : boxes(code));
}

function trueType(file: PdfFile, dict: PdfDict, font: SimpleFont, bytes: Uint8Array): BoxOfCode {
  const boxes = trueTypeGlyphBoxes(bytes);
  const glyphOf = glyphOfCode(
    bytes,
    trueTypeEncoding(file, dict, font),
    font.descriptor?.nonSymbolic ?? false,
  );
  return (code) => {
    const glyph = glyphOf(code);
    return glyph === undefined ? undefined : boxes?.(glyph);
  };
}

function type1(glyphs: Type1Glyphs, { base, differences }: SimpleEncoding): BoxOfCode {
  return (code) => {
    const stated = differences?.[code];
    const codePoint = codePointIn(base, code);
    const name =
      stated ?? (codePoint === 0 ? glyphs.nameOfCode?.[code] : glyphs.nameOfCodePoint.get(codePoint));
    return name !== undefined && glyphs.hasGlyph(name) ? glyphs.box(name) : undefined;
  };
}

function cff(glyphs: CffGlyphs, { base, differences }: SimpleEncoding): BoxOfCode {
  return (code) => {
    const stated = differences?.[code];
    const codePoint = codePointIn(base, code);
    let glyph: number | undefined;
    if (stated !== undefined) glyph = glyphs.glyphOfName(stated);
    else glyph = codePoint === 0 ? glyphs.glyphOfCode[code] : glyphs.glyphOfCodePoint.get(codePoint);
    return glyph ? glyphs.box(glyph) : undefined;
  };
}
