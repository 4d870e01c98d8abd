import { NotPlain } from '../file/types.ts';

/**
 * The parts of a TrueType font program that tell what its codes mean (the OpenType specification's `cmap`, `post` and
 * `head` tables).
 */
export type TrueTypeProgram = {
  bytes: DataView;
  charmaps: readonly Charmap[];
  /** It names its glyphs, from which FreeType makes a Unicode charmap if there is none. */
  hasGlyphNames: boolean;
};

export type Charmap = { platform: number; encoding: number; offset: number };

const MOST_TABLES = 64;
const NO_GLYPH_NAMES = 0x00030000;

export function openTrueType(program: Uint8Array): TrueTypeProgram {
  const bytes = new DataView(program.buffer, program.byteOffset, program.byteLength);
  const tables = readTables(bytes);
  const post = tables.get('post');
  return {
    bytes,
    charmaps: readCharmaps(bytes, tables.get('cmap')),
    hasGlyphNames: post !== undefined && uint32(bytes, post) !== NO_GLYPH_NAMES,
  };
}

/** Top and bottom of the font's box in thousandths of an em. */
export function trueTypeBox(program: Uint8Array): { ascent: number; descent: number } | undefined {
  const bytes = new DataView(program.buffer, program.byteOffset, program.byteLength);
  const head = readTables(bytes).get('head');
  if (head === undefined || head + 54 > bytes.byteLength) return undefined;
  const unitsPerEm = bytes.getUint16(head + 18);
  const thousandths = (at: number) =>
    Math.trunc((bytes.getInt16(head + at) * 1000 + (unitsPerEm >> 1)) / unitsPerEm);
  return unitsPerEm === 0 ? undefined : { descent: thousandths(38), ascent: thousandths(42) };
}

/** The charmap of a platform and encoding, or undefined. */
export const charmapOf = (font: TrueTypeProgram, platform: number, encoding: number): Charmap | undefined =>
  font.charmaps.find((charmap) => charmap.platform === platform && charmap.encoding === encoding);

/** The glyph that a charmap of one of the formats 0, 4 and 6 gives a code; 0 for none. */
export function glyphOf({ bytes }: TrueTypeProgram, { offset }: Charmap, code: number): number {
  const format = uint16(bytes, offset);
  if (format === 0) return code < 256 ? uint8(bytes, offset + 6 + code) : 0;
  if (format === 4) return segmentGlyph(bytes, offset, code);
  if (format === 6) {
    const index = code - uint16(bytes, offset + 6);
    return index >= 0 && index < uint16(bytes, offset + 8) ? uint16(bytes, offset + 10 + 2 * index) : 0;
  }
  throw new NotPlain('A font has a charmap of a rare format');
}

function segmentGlyph(bytes: DataView, offset: number, code: number): number {
  const size = uint16(bytes, offset + 6) & ~1;
  const ends = offset + 14;
  for (let at = 0; at < size; at += 2) {
    if (uint16(bytes, ends + at) < code) continue;
    const start = uint16(bytes, ends + size + 2 + at);
    if (start > code) return 0;
    const delta = uint16(bytes, ends + 2 * size + 2 + at);
    const rangeAt = ends + 3 * size + 2 + at;
    const range = uint16(bytes, rangeAt);
    if (range === 0) return (code + delta) & 0xffff;
    const glyph = uint16(bytes, rangeAt + range + 2 * (code - start));
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
  }
  return 0;
}

export function readTables(bytes: DataView): ReadonlyMap<string, number> {
  const version = uint32(bytes, 0);
  if (version !== 0x00010000 && version !== 0x74727565)
    throw new NotPlain('A font program is not of TrueType');
  const count = uint16(bytes, 4);
  if (count > MOST_TABLES) throw damaged();
  const tables = new Map<string, number>();
  for (let table = 0; table < count; table++) {
    const at = 12 + 16 * table;
    const tag = [0, 1, 2, 3].map((byte) => String.fromCharCode(uint8(bytes, at + byte))).join('');
    if (uint32(bytes, at + 12) > 0) tables.set(tag, uint32(bytes, at + 8));
  }
  return tables;
}

function readCharmaps(bytes: DataView, cmap: number | undefined): Charmap[] {
  if (cmap === undefined) return [];
  const count = uint16(bytes, cmap + 2);
  if (count > MOST_TABLES) throw damaged();
  return Array.from({ length: count }, (_none, index) => {
    const at = cmap + 4 + 8 * index;
    return {
      platform: uint16(bytes, at),
      encoding: uint16(bytes, at + 2),
      offset: cmap + uint32(bytes, at + 4),
    };
  });
}

function uint8(bytes: DataView, at: number): number {
  if (at >= bytes.byteLength) throw damaged();
  return bytes.getUint8(at);
}

function uint16(bytes: DataView, at: number): number {
  if (at + 2 > bytes.byteLength) throw damaged();
  return bytes.getUint16(at);
}

function uint32(bytes: DataView, at: number): number {
  if (at + 4 > bytes.byteLength) throw damaged();
  return bytes.getUint32(at);
}

const damaged = () => new NotPlain('A font program is damaged');
