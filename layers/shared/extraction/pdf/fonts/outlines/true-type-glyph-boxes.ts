import { readTables } from '../true-type-program.ts';
import { boxOf, EMPTY_BOX, type GlyphBox } from './outline.ts';

/** Boxes of a TrueType program's glyphs, as the `glyf` table states them; undefined if it has no such table. */
export function trueTypeGlyphBoxes(
  program: Uint8Array,
): ((glyph: number) => GlyphBox | undefined) | undefined {
  const bytes = new DataView(program.buffer, program.byteOffset, program.byteLength);
  const tables = readTables(bytes);
  const [head, loca, glyf] = [tables.get('head'), tables.get('loca'), tables.get('glyf')];
  if (head === undefined || loca === undefined || glyf === undefined) return undefined;
  if (head + 54 > bytes.byteLength) return undefined;
  const em = bytes.getUint16(head + 18);
  const isLong = bytes.getUint16(head + 50) !== 0;
  if (em === 0) return undefined;
  const offsetOf = (glyph: number): number => {
    const at = loca + glyph * (isLong ? 4 : 2);
    if (at + 4 > bytes.byteLength) return Number.NaN;
    return isLong ? bytes.getUint32(at) : bytes.getUint16(at) * 2;
  };
  return (glyph) => {
    const [from, to] = [offsetOf(glyph), offsetOf(glyph + 1)];
    if (from === to) return EMPTY_BOX;
    const at = glyf + from;
    if (!(from < to) || at + 10 > bytes.byteLength) return undefined;
    const side = (index: number): number => bytes.getInt16(at + 2 + 2 * index);
    return boxOf({ left: side(0), bottom: side(1), right: side(2), top: side(3) }, em);
  };
}
