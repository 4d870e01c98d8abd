import { jpegDictionary, readJpegFrame } from '../jpeg.ts';
import { indexed } from '../png.ts';
import { damaged, notReadable } from '../refusals.ts';
import type { ImagePiece } from '../types.ts';
import { type Directory, TAG } from './directory.ts';
import { withTables } from './jpeg-tables.ts';

const WHAT = 'TIFF picture';

/** TIFF's numbers for ways of packing. */
const NONE = 1;
const MODIFIED_HUFFMAN = 2;
const GROUP_3 = 3;
const GROUP_4 = 4;
const LZW = 5;
const JPEG = 7;
const DEFLATE: ReadonlySet<number> = new Set([8, 32946]);
const PACK_BITS = 32773;
/** Names of those that PDF does not know. */
const OTHERS: Record<number, string> = {
  6: 'old-style JPEG compression',
  9: 'JBIG compression',
  10: 'JBIG compression',
  34661: 'JBIG compression',
  34676: 'LogLuv compression',
  34677: 'LogLuv compression',
  34712: 'JPEG 2000 compression',
  34925: 'LZMA compression',
  50000: 'Zstandard compression',
  50001: 'WebP compression',
  50002: 'JPEG XL compression',
  32809: 'ThunderScan compression',
  34887: 'LERC compression',
};

const HORIZONTAL = 2;
const LOWEST_BIT_FIRST = 2;

/** Photometric interpretations. */
const WHITE_IS_ZERO = 0;
const BLACK_IS_ZERO = 1;
const RGB = 2;
const PALETTE = 3;
const CMYK = 5;

type Coding = (data: Uint8Array, width: number, height: number) => Pick<ImagePiece, 'dictionary' | 'data'>;

/**
 * How strips or tiles of a directory are to be taken. Throws Refusal naming the compression or colours that PDF, and
 * so PDFium, does not know.
 */
export function pixelCoding(directory: Directory, littleEndian: boolean): Coding {
  const compression = directory.one(TAG.compression, NONE);
  if (compression === JPEG) return jpegCoding(directory);
  const reversed = directory.one(TAG.fillOrder, 1) === LOWEST_BIT_FIRST;
  const filter = filterOf(directory, compression);
  const colours = coloursOf(directory, littleEndian);
  return (data, width, height) => {
    const facts = filter(width, height);
    return {
      dictionary: `${colours} ${facts}`,
      data: [reversed ? data.map((byte) => REVERSED[byte] ?? 0) : data],
    };
  };
}

function jpegCoding(directory: Directory): Coding {
  const tables = directory.bytes(TAG.jpegTables);
  const isRgb = directory.one(TAG.photometric, 0) === RGB;
  return (data) => {
    const stream = withTables(data, tables, isRgb);
    const frame = readJpegFrame(Buffer.concat(stream));
    if (!frame) throw damaged(WHAT);
    return { dictionary: jpegDictionary(frame), data: stream };
  };
}

/** Filter and parameters of a PDF stream for a strip of this size. */
function filterOf(directory: Directory, compression: number): (width: number, height: number) => string {
  const options = directory.one(TAG.t4Options, 0);
  const fax =
    (k: number, more = '') =>
    (width: number, height: number) =>
      `/Filter /CCITTFaxDecode /DecodeParms << /K ${k} /Columns ${width} /Rows ${height} /BlackIs1 true /EndOfBlock false ${more} >>`;
  if (compression === NONE) return () => '';
  if (compression === PACK_BITS) return () => '/Filter /RunLengthDecode';
  if (compression === MODIFIED_HUFFMAN) return fax(0, '/EncodedByteAlign true');
  // Fill bits (option 4) stand before the end-of-line codes, which are skipped with all zeros before them.
  if (compression === GROUP_3) return fax((options & 1) === 1 ? 1 : 0);
  if (compression === GROUP_4) return fax(-1);
  if (compression !== LZW && !DEFLATE.has(compression))
    throw notReadable(WHAT, OTHERS[compression] ?? `compression of kind ${compression}`);
  const name = compression === LZW ? 'LZWDecode' : 'FlateDecode';
  const predictor = directory.one(TAG.predictor, 1);
  if (predictor > HORIZONTAL) throw notReadable(WHAT, `${name} with predictor ${predictor}`);
  const samples = directory.one(TAG.samples, 1);
  const bits = directory.one(TAG.bits, 1);
  return (width) =>
    predictor === HORIZONTAL
      ? `/Filter /${name} /DecodeParms << /Predictor 2 /Colors ${samples} /BitsPerComponent ${bits} /Columns ${width} >>`
      : `/Filter /${name}`;
}

function coloursOf(directory: Directory, littleEndian: boolean): string {
  const bits = directory.one(TAG.bits, 1);
  const samples = directory.one(TAG.samples, 1);
  const photometric = directory.one(TAG.photometric, BLACK_IS_ZERO);
  if (![1, 2, 4, 8, 16].includes(bits)) throw notReadable(WHAT, `${bits} bits a channel`);
  if (bits === 16 && littleEndian) throw notReadable(WHAT, '16 bits a channel');
  if (directory.one(TAG.sampleFormat, 1) > 1) throw notReadable(WHAT, 'numbers with a sign or a fraction');
  const space = spaceOf(directory, photometric, samples, bits);
  // PDF's grey has black as 0. Fax rows are unpacked with black as 1, as TIFF does.
  return `${space} /BitsPerComponent ${bits}${photometric === WHITE_IS_ZERO ? ' /Decode [1 0]' : ''}`;
}

function spaceOf(directory: Directory, photometric: number, samples: number, bits: number): string {
  if (photometric === PALETTE && samples === 1) return `/ColorSpace ${paletteOf(directory, bits)}`;
  if (photometric <= BLACK_IS_ZERO && samples === 1) return '/ColorSpace /DeviceGray';
  if (photometric === RGB && samples === 3) return '/ColorSpace /DeviceRGB';
  if (photometric === CMYK && samples === 4) return '/ColorSpace /DeviceCMYK';
  throw notReadable(WHAT, `${samples} channels with colours of kind ${photometric}`);
}

/** TIFF's palette: all reds, all greens, all blues, 16 bits each. */
function paletteOf(directory: Directory, bits: number): string {
  const map = directory.all(TAG.colorMap);
  const colours = 2 ** bits;
  if (bits > 8 || map.length < colours * 3) throw damaged(WHAT);
  const palette = new Uint8Array(colours * 3);
  for (let index = 0; index < palette.length; index++)
    palette[index] = (map[(index % 3) * colours + Math.floor(index / 3)] ?? 0) >> 8;
  return indexed(palette);
}

/** Each byte with its bits in the other order. */
const REVERSED = Uint8Array.from({ length: 256 }, (_none, byte) => {
  let reversed = 0;
  for (let bit = 0; bit < 8; bit++) if (byte & (1 << bit)) reversed |= 128 >> bit;
  return reversed;
});
