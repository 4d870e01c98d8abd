import { constants, inflateSync } from 'node:zlib';
import { decode } from 'fast-png';
import { cover, onWhite } from './on-white.ts';
import { checkPixels, damaged, notReadable } from './refusals.ts';
import type { ImagePage } from './types.ts';

const WHAT = 'PNG picture';
const SIGNATURE_BYTES = 8;
const INCHES_PER_METRE = 39.3701;
/** Channels by colour type: grey, RGB, palette, grey with alpha, RGB with alpha. */
const CHANNELS: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const PALETTE = 3;

type Header = { width: number; height: number; bits: number; colour: number; interlaced: boolean };
type Png = Header & { data: Uint8Array[]; palette?: Uint8Array; alpha?: Uint8Array; dpi?: [number, number] };

/** A PNG file as one page; its packed rows are taken as they are unless they are interlaced or have an alpha channel. */
export function readPng(bytes: Uint8Array, maxPixels: number): ImagePage[] {
  const png = readChunks(bytes, maxPixels);
  const { width, height, dpi } = png;
  const piece = !png.interlaced && png.colour <= PALETTE ? packed(png) : decoded(bytes, png);
  return [{ width, height, dpi, orientation: 1, pieces: [{ x: 0, y: 0, width, height, ...piece }] }];
}

function readChunks(bytes: Uint8Array, maxPixels: number): Png {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let png: Png | undefined;
  for (let at = SIGNATURE_BYTES; at + 8 <= bytes.length; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const chunk = bytes.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') png ??= { ...headerOf(chunk, maxPixels), data: [] };
    else if (!png) throw damaged(WHAT);
    else if (type === 'PLTE') png.palette = chunk;
    else if (type === 'tRNS') png.alpha = chunk;
    else if (type === 'pHYs') png.dpi = density(chunk);
    else if (type === 'IDAT') png.data.push(chunk);
    else if (type === 'IEND') break;
    at += 12 + length;
  }
  if (!png || png.data.length === 0 || (png.colour === PALETTE && !png.palette)) throw damaged(WHAT);
  return png;
}

function headerOf(chunk: Uint8Array, maxPixels: number): Header {
  if (chunk.length < 13) throw damaged(WHAT);
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  checkPixels(WHAT, width, height, maxPixels);
  const [bits = 0, colour = 0, , , interlace = 0] = chunk.subarray(8);
  if (CHANNELS[colour] === undefined || ![1, 2, 4, 8, 16].includes(bits)) throw damaged(WHAT);
  if (interlace > 1) throw notReadable(WHAT, `interlacing of kind ${interlace}`);
  return { width, height, bits, colour, interlaced: interlace === 1 };
}

/** pHYs: pixels a metre when the unit is 1. */
function density(chunk: Uint8Array): [number, number] | undefined {
  if (chunk.length < 9 || chunk[8] !== 1) return undefined;
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  return [view.getUint32(0) / INCHES_PER_METRE, view.getUint32(4) / INCHES_PER_METRE];
}

/** PDF knows PNG's packing: a zlib stream of rows that each name their filter. */
function packed({ width, bits, colour, palette, alpha, data }: Png) {
  const channels = CHANNELS[colour] ?? 1;
  const colours =
    colour === PALETTE
      ? indexed(paletteOnWhite(palette ?? new Uint8Array(), alpha))
      : channels === 1
        ? '/DeviceGray'
        : '/DeviceRGB';
  const rows = `<< /Predictor 15 /Colors ${channels} /BitsPerComponent ${bits} /Columns ${width} >>`;
  const mask = colour === PALETTE || !alpha ? '' : ` /Mask [${colourKey(alpha, channels)}]`;
  return {
    dictionary: `/ColorSpace ${colours} /BitsPerComponent ${bits} /Filter /FlateDecode /DecodeParms ${rows}${mask}`,
    data,
  };
}

/** The one colour that is transparent: from and to of each channel. */
function colourKey(alpha: Uint8Array, channels: number): string {
  const values = Array.from({ length: channels }, (_none, index) => {
    const value = ((alpha[index * 2] ?? 0) << 8) | (alpha[index * 2 + 1] ?? 0);
    return `${value} ${value}`;
  });
  return values.join(' ');
}

const paletteOnWhite = (palette: Uint8Array, alpha: Uint8Array | undefined): Uint8Array =>
  palette.map((value, index) => cover(value, alpha?.[Math.floor(index / 3)] ?? 255, 255));

/** A colour space of numbers into a palette of RGB bytes. */
export function indexed(palette: Uint8Array): string {
  const colours = Math.max(1, Math.min(256, Math.floor(palette.length / 3)));
  const hex = Buffer.from(palette.subarray(0, colours * 3)).toString('hex');
  return `[/Indexed /DeviceRGB ${colours - 1} <${hex}>]`;
}

/** Interlaced or with an alpha channel: unpacked here, on white paper. */
function decoded(bytes: Uint8Array, png: Png) {
  if (png.bits < 8 || png.colour === PALETTE)
    throw notReadable(WHAT, 'interlaced with a palette or with fewer than 8 bits a channel');
  checkInflated(png);
  try {
    return onWhite(decode(bytes));
  } catch {
    throw damaged(WHAT);
  }
}

/** The header's size says how much there may be; a bomb unpacks to more. */
function checkInflated({ data, width, height, bits, colour }: Png): void {
  const row = Math.ceil((width * bits * (CHANNELS[colour] ?? 1)) / 8);
  // Interlacing has up to 15 / 8 as many rows, each with a byte for its filter.
  const most = (row + 16) * (2 * height + 8);
  try {
    inflateSync(Buffer.concat(data), { maxOutputLength: most, finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    throw damaged(WHAT);
  }
}
