import { Refusal } from '../../conversion/protocol.ts';
import { checkPixels, damaged, notReadable } from '../refusals.ts';
import { type ImagePage, type ImagePiece, isOrientation, type LostImage } from '../types.ts';
import { pixelCoding } from './coding.ts';
import { type Directory, readTiff, TAG } from './directory.ts';

const WHAT = 'TIFF picture';
/** Bits of NewSubfileType: a reduced version of another picture, a mask. They are no pages. */
const REDUCED = 1;
const MASK = 4;
const PER_CENTIMETRE = 3;
const CENTIMETRES_PER_INCH = 2.54;
const NO_UNIT = 1;
/** Strips or tiles of one picture. */
const MOST_PIECES = 20_000;

/**
 * The pictures of a TIFF file, one page each, unequal ones too. Pixels stay packed as they are: PDF knows the same ways
 * of packing. A picture that cannot be read is lost alone.
 *
 * @throws Refusal when the file's structure cannot be read.
 */
export function readTiffPages(bytes: Uint8Array, maxPixels: number): (ImagePage | LostImage)[] {
  try {
    const { directories, littleEndian } = readTiff(bytes);
    return directories
      .filter((directory) => (directory.one(TAG.subfileType, 0) & (REDUCED | MASK)) === 0)
      .map((directory) => pageOrLost(bytes, directory, littleEndian, maxPixels));
  } catch (error) {
    throw error instanceof RangeError ? damaged(WHAT) : error;
  }
}

function pageOrLost(
  bytes: Uint8Array,
  directory: Directory,
  littleEndian: boolean,
  maxPixels: number,
): ImagePage | LostImage {
  try {
    return pageOf(bytes, directory, littleEndian, maxPixels);
  } catch (error) {
    if (error instanceof Refusal)
      return { lost: error.code === 'limit_exceeded' ? 'too-large' : 'unreadable', refusal: error };
    if (error instanceof RangeError) return { lost: 'unreadable', refusal: damaged(WHAT) };
    throw error;
  }
}

function pageOf(
  bytes: Uint8Array,
  directory: Directory,
  littleEndian: boolean,
  maxPixels: number,
): ImagePage {
  const [width, height] = [directory.one(TAG.width, 0), directory.one(TAG.height, 0)];
  checkPixels(WHAT, width, height, maxPixels);
  if (directory.one(TAG.planar, 1) !== 1 && directory.one(TAG.samples, 1) > 1)
    throw notReadable(WHAT, 'each colour in a plane of its own');
  const orientation = directory.one(TAG.orientation, 1);
  return {
    width,
    height,
    dpi: resolution(directory),
    orientation: isOrientation(orientation) ? orientation : 1,
    pieces: pieces(bytes, directory, littleEndian, width, height),
  };
}

function resolution(directory: Directory): [number, number] | undefined {
  const unit = directory.one(TAG.resolutionUnit, 2);
  const x = directory.one(TAG.xResolution, 0);
  const y = directory.one(TAG.yResolution, x);
  const scale = unit === PER_CENTIMETRE ? CENTIMETRES_PER_INCH : 1;
  return unit === NO_UNIT || !(x > 0) || !(y > 0) ? undefined : [x * scale, y * scale];
}

/** Tiles are whole even at the right and lower edge, where they reach over the picture; the page cuts them off. */
function pieces(
  bytes: Uint8Array,
  directory: Directory,
  littleEndian: boolean,
  width: number,
  height: number,
): ImagePiece[] {
  const tiled = directory.one(TAG.tileWidth, 0) > 0;
  const across = tiled ? directory.one(TAG.tileWidth, width) : width;
  const rows = tiled
    ? directory.one(TAG.tileHeight, height)
    : Math.min(height, directory.one(TAG.rowsPerStrip, height));
  const offsets = directory.all(tiled ? TAG.tileOffsets : TAG.stripOffsets);
  const counts = directory.all(tiled ? TAG.tileBytes : TAG.stripBytes);
  const columns = Math.ceil(width / across);
  const needed = columns * Math.ceil(height / rows);
  if (!(needed <= MOST_PIECES) || offsets.length < needed) throw damaged(WHAT);
  if (tiled && across * rows > 4 * width * height + 1_048_576) throw damaged(WHAT);
  const coding = pixelCoding(directory, littleEndian);
  return offsets.slice(0, needed).map((offset, index): ImagePiece => {
    const [x, y] = [(index % columns) * across, Math.floor(index / columns) * rows];
    const tall = tiled ? rows : Math.min(rows, height - y);
    const data = bytes.subarray(offset, offset + (counts[index] ?? bytes.length));
    if (data.length === 0) throw damaged(WHAT);
    return { x, y, width: across, height: tall, ...coding(data, across, tall) };
  });
}
