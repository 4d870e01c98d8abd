/** Tags of TIFF 6.0 and its supplements that are of use here. */
export const TAG = {
  subfileType: 254,
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  stripOffsets: 273,
  orientation: 274,
  samples: 277,
  rowsPerStrip: 278,
  stripBytes: 279,
  xResolution: 282,
  yResolution: 283,
  planar: 284,
  t4Options: 292,
  resolutionUnit: 296,
  predictor: 317,
  colorMap: 320,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileBytes: 325,
  sampleFormat: 339,
  jpegTables: 347,
} as const;

/** One picture's entries. */
export type Directory = {
  /** First value of a tag, or `otherwise`. */
  one(tag: number, otherwise: number): number;
  /** All values of a tag. */
  all(tag: number): number[];
  /** Bytes of a tag as they are. */
  bytes(tag: number): Uint8Array | undefined;
};

export type Tiff = { directories: Directory[]; littleEndian: boolean };

/** Bytes of a value by its type; other types are not needed here. */
const TYPE_BYTES: Record<number, number> = { 1: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 13: 4, 16: 8 };
const RATIONAL = 5;
/** Values of one tag; a page in strips of one row has as many as it has rows. */
const MOST_VALUES = 200_000;
/** Pictures of a file that are counted; the limit of pages is below that. */
const MOST_DIRECTORIES = 20_000;

/**
 * Reads the directories of a TIFF or BigTIFF. A chain that leads outside of the file or back into itself ends there.
 * Throws RangeError for a header that is cut off.
 */
export function readTiff(bytes: Uint8Array): Tiff {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const littleEndian = view.getUint16(0) === 0x4949;
  const big = view.getUint16(2, littleEndian) === 43;
  const offset = (at: number) =>
    big ? Number(view.getBigUint64(at, littleEndian)) : view.getUint32(at, littleEndian);
  const directories: Directory[] = [];
  const seen = new Set<number>();
  for (let at = offset(big ? 8 : 4); at > 0 && !seen.has(at) && seen.size < MOST_DIRECTORIES; ) {
    seen.add(at);
    try {
      const count = big ? Number(view.getBigUint64(at, littleEndian)) : view.getUint16(at, littleEndian);
      const first = at + (big ? 8 : 2);
      directories.push(directory({ view, bytes, littleEndian, big, offset }, first, count));
      at = offset(first + count * (big ? 20 : 12));
    } catch (error) {
      if (!(error instanceof RangeError) || seen.size === 1) throw error;
      break;
    }
  }
  return { directories, littleEndian };
}

type Source = {
  view: DataView;
  bytes: Uint8Array;
  littleEndian: boolean;
  big: boolean;
  offset(at: number): number;
};

type Entry = { type: number; count: number; at: number };

function directory(source: Source, first: number, count: number): Directory {
  const { view, littleEndian, big, offset, bytes } = source;
  const entries = new Map<number, Entry>();
  for (let index = 0; index < Math.min(count, 4096); index++) {
    const at = first + index * (big ? 20 : 12);
    const type = view.getUint16(at + 2, littleEndian);
    const values = big
      ? Number(view.getBigUint64(at + 4, littleEndian))
      : view.getUint32(at + 4, littleEndian);
    const value = at + (big ? 12 : 8);
    const size = (TYPE_BYTES[type] ?? 0) * values;
    const inPlace = size <= (big ? 8 : 4);
    entries.set(view.getUint16(at, littleEndian), {
      type,
      count: Math.min(values, MOST_VALUES),
      at: inPlace ? value : offset(value),
    });
  }
  const all = (tag: number) => {
    const entry = entries.get(tag);
    return entry ? Array.from({ length: entry.count }, (_none, index) => valueAt(source, entry, index)) : [];
  };
  return {
    all,
    one(tag, otherwise) {
      const entry = entries.get(tag);
      return entry && entry.count > 0 ? valueAt(source, entry, 0) : otherwise;
    },
    bytes(tag) {
      const entry = entries.get(tag);
      return entry && bytes.subarray(entry.at, entry.at + entry.count);
    },
  };
}

/** Throws RangeError for what lies outside of the file. */
function valueAt({ view, littleEndian }: Source, { type, at }: Entry, index: number): number {
  const size = TYPE_BYTES[type] ?? 0;
  const from = at + index * size;
  if (type === RATIONAL) return view.getUint32(from, littleEndian) / view.getUint32(from + 4, littleEndian);
  if (size === 1) return view.getUint8(from);
  if (size === 2) return view.getUint16(from, littleEndian);
  if (size === 4) return view.getUint32(from, littleEndian);
  return size === 8 ? Number(view.getBigUint64(from, littleEndian)) : 0;
}
