import { indexed } from './png.ts';
import { checkPixels, damaged, notReadable } from './refusals.ts';
import type { ImagePage, ImagePiece } from './types.ts';

const WHAT = 'BMP picture';
const FILE_HEADER_BYTES = 14;
/** The oldest header, of OS/2, has 16-bit sizes and palette entries of three bytes. */
const OS2_HEADER_BYTES = 12;
const INCHES_PER_METRE = 39.3701;
const NAMES: Record<number, string> = { 1: 'RLE8', 2: 'RLE4', 4: 'JPEG', 5: 'PNG' };
const BIT_FIELDS: ReadonlySet<number> = new Set([3, 6]);

type Bitmap = {
  view: DataView;
  bytes: Uint8Array;
  width: number;
  height: number;
  /** Rows stand from the top down; usually they stand from the bottom up. */
  topDown: boolean;
  bits: number;
  /** Bytes from which on the pixels stand, and how many a row has. */
  start: number;
  stride: number;
};

/** A Windows or OS/2 bitmap as one page. */
export function readBmp(bytes: Uint8Array, maxPixels: number): ImagePage[] {
  try {
    return [pageOf(bytes, maxPixels)];
  } catch (error) {
    throw error instanceof RangeError ? damaged(WHAT) : error;
  }
}

function pageOf(bytes: Uint8Array, maxPixels: number): ImagePage {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = view.getUint32(FILE_HEADER_BYTES, true);
  const old = headerBytes === OS2_HEADER_BYTES;
  const width = old ? view.getUint16(18, true) : view.getInt32(18, true);
  const tall = old ? view.getInt16(20, true) : view.getInt32(22, true);
  const height = Math.abs(tall);
  checkPixels(WHAT, width, height, maxPixels);
  const bits = view.getUint16(old ? 24 : 28, true);
  const compression = old ? 0 : view.getUint32(30, true);
  if (compression !== 0 && !BIT_FIELDS.has(compression))
    throw notReadable(WHAT, `${NAMES[compression] ?? `kind ${compression}`} compression`);
  const stride = Math.ceil((width * bits) / 32) * 4;
  const start = view.getUint32(10, true);
  if (start + stride * height > bytes.length) throw damaged(WHAT);
  const bitmap = { view, bytes, width, height, topDown: tall < 0, bits, start, stride };
  const dpi = old
    ? undefined
    : [view.getInt32(38, true), view.getInt32(42, true)].map((each) => each / INCHES_PER_METRE);
  const pixels = bits <= 8 ? withPalette(bitmap, headerBytes, old) : withColours(bitmap, compression);
  return {
    width,
    height,
    dpi: dpi as [number, number] | undefined,
    orientation: 1,
    pieces: [{ x: 0, y: 0, width, height, ...pixels }],
  };
}

type Pixels = Pick<ImagePiece, 'dictionary' | 'data'>;

/** Byte at which a row of the picture, counted from its top, begins. */
const rowStart = ({ start, stride, height, topDown }: Bitmap, y: number): number =>
  start + stride * (topDown ? y : height - 1 - y);

function withPalette(bitmap: Bitmap, headerBytes: number, old: boolean): Pixels {
  const { view, bytes, width, height, bits } = bitmap;
  if (![1, 2, 4, 8].includes(bits)) throw notReadable(WHAT, `${bits} bits a pixel`);
  const stated = old ? 0 : view.getUint32(46, true);
  const colours = Math.min(stated || 2 ** bits, 256);
  const entry = old ? 3 : 4;
  const palette = new Uint8Array(colours * 3);
  for (let index = 0; index < colours; index++)
    for (let channel = 0; channel < 3; channel++)
      palette[index * 3 + channel] = view.getUint8(
        FILE_HEADER_BYTES + headerBytes + index * entry + 2 - channel,
      );
  const row = Math.ceil((width * bits) / 8);
  const data = new Uint8Array(row * height);
  for (let y = 0; y < height; y++) {
    const from = rowStart(bitmap, y);
    data.set(bytes.subarray(from, from + row), y * row);
  }
  return { dictionary: `/ColorSpace ${indexed(palette)} /BitsPerComponent ${bits}`, data: [data] };
}

/** 24 and 32 bits stand as blue, green, red; 16 bits, and bit fields, are cut by masks. Alpha is left out. */
function withColours(bitmap: Bitmap, compression: number): Pixels {
  const { view, width, height, bits } = bitmap;
  if (![16, 24, 32].includes(bits)) throw notReadable(WHAT, `${bits} bits a pixel`);
  const masks = BIT_FIELDS.has(compression)
    ? [54, 58, 62].map((at) => view.getUint32(at, true))
    : bits === 16
      ? [0x7c00, 0x3e0, 0x1f]
      : [0xff0000, 0xff00, 0xff];
  const channels = masks.map(channelOf);
  const step = bits / 8;
  const data = new Uint8Array(width * height * 3);
  let to = 0;
  for (let y = 0; y < height; y++)
    for (let at = rowStart(bitmap, y), end = at + width * step; at < end; at += step) {
      const pixel = pixelAt(view, at, bits);
      for (const { shift, full } of channels) data[to++] = (((pixel >>> shift) & full) * 255) / full;
    }
  return { dictionary: '/ColorSpace /DeviceRGB /BitsPerComponent 8', data: [data] };
}

function pixelAt(view: DataView, at: number, bits: number): number {
  if (bits === 32) return view.getUint32(at, true);
  const low = view.getUint16(at, true);
  return bits === 16 ? low : low | (view.getUint8(at + 2) << 16);
}

/** Where a mask's bits begin, and the largest value in them. */
function channelOf(mask: number): { shift: number; full: number } {
  const shift = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask);
  return { shift, full: mask >>> shift || 1 };
}
