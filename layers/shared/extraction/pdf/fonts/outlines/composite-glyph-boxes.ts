import { NotPlain, type PdfDict, type PdfFile } from '../../file/types.ts';
import type { CodeMap } from '../code-map.ts';
import type { FontProgram } from '../descriptor.ts';
import { isStream } from '../dictionary.ts';
import { openCffGlyphs } from './cff-glyphs.ts';
import { cffOfOpenType } from './open-type.ts';
import type { GlyphBox } from './outline.ts';
import { trueTypeGlyphBoxes } from './true-type-glyph-boxes.ts';

type BoxOf = (number: number) => GlyphBox | undefined;

/** Boxes of a composite font's glyphs by code, from its program; undefined where it has none that is known. */
export function compositeGlyphBoxes(
  file: PdfFile,
  descendant: PdfDict,
  program: FontProgram | undefined,
  { cids }: CodeMap,
): BoxOf {
  if (!program || program.key === 'FontFile') return () => undefined;
  // With a damaged program PDFium shows, and measures, another font.
  const bytes = program.bytes();
  try {
    const glyphBox =
      program.key === 'FontFile2' ? byCidInTrueType(file, descendant, bytes) : byCidInProgram(bytes);
    const box = (cid: number) => heightened(glyphBox(cid));
    return cids ? (code) => box(cids[code] ?? 0) : box;
  } catch (error) {
    // Boxes make characters' places more exact, but text can be read without.
    if (error instanceof NotPlain) return () => undefined;
    throw error;
  }
}

/** PDFium adds a 64th to the height of glyphs of composite fonts (CPDF_CIDFont::GetCharBBox). */
const heightened = (box: GlyphBox | undefined): GlyphBox | undefined =>
  box && [box[0], box[1], box[2], box[3] + Math.trunc(box[3] / 64)];

/** FreeType takes CIDs for glyphs in an OpenType wrapper. */
function byCidInProgram(bytes: Uint8Array): BoxOf {
  const wrapped = cffOfOpenType(bytes);
  return wrapped ? openCffGlyphs(wrapped).box : byCidInCff(bytes);
}

function byCidInCff(bytes: Uint8Array): BoxOf {
  const { glyphOfCid, box } = openCffGlyphs(bytes);
  if (!glyphOfCid) return box;
  return (cid) => {
    const glyph = glyphOfCid.get(cid);
    return glyph === undefined ? undefined : box(glyph);
  };
}

/** CIDs are glyphs by /CIDToGIDMap, of two bytes each; without one they are the glyphs themselves. */
function byCidInTrueType(file: PdfFile, descendant: PdfDict, bytes: Uint8Array): BoxOf {
  const box = trueTypeGlyphBoxes(bytes) ?? (() => undefined);
  const stated = file.resolve(descendant.get('CIDToGIDMap'));
  if (!isStream(stated)) return box;
  const map = file.decode(stated);
  return (cid) =>
    2 * cid + 1 < map.length
      ? box(((map[2 * cid] as number) << 8) | (map[2 * cid + 1] as number))
      : undefined;
}
