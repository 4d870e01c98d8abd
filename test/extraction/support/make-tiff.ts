import { deflateSync } from 'node:zlib';

export type TiffPage = {
  width: number;
  height: number;
  /** Grey, a byte a pixel. */
  pixels: Uint8Array;
  dpi: number;
  /** TIFF's number; pixels of others than 1 (none) and 8 (deflate) are stored as they are. */
  compression?: number;
  orientation?: number;
};

const SHORT = 3;
const LONG = 4;
const RATIONAL = 5;

/** A little-endian TIFF with one strip a page. */
export function makeTiff(pages: readonly TiffPage[]): Uint8Array {
  const parts: Buffer[] = [Buffer.from('II*\0\0\0\0\0', 'latin1')];
  let at = 8;
  const put = (part: Buffer) => {
    const start = at;
    parts.push(part);
    at += part.length;
    return start;
  };
  let link = { part: parts[0] as Buffer, at: 4 };
  for (const { width, height, pixels, dpi, compression = 1, orientation = 1 } of pages) {
    const data = compression === 8 ? deflateSync(pixels) : Buffer.from(pixels);
    const strip = put(data);
    const resolution = Buffer.alloc(8);
    resolution.writeUInt32LE(dpi, 0);
    resolution.writeUInt32LE(1, 4);
    const resolutionAt = put(resolution);
    const entries: [tag: number, type: number, value: number][] = [
      [256, LONG, width],
      [257, LONG, height],
      [258, SHORT, 8],
      [259, SHORT, compression],
      [262, SHORT, 1],
      [273, LONG, strip],
      [274, SHORT, orientation],
      [277, SHORT, 1],
      [278, LONG, height],
      [279, LONG, data.length],
      [282, RATIONAL, resolutionAt],
      [283, RATIONAL, resolutionAt],
      [296, SHORT, 2],
    ];
    const directory = Buffer.alloc(2 + entries.length * 12 + 4);
    directory.writeUInt16LE(entries.length, 0);
    entries.forEach(([tag, type, value], index) => {
      directory.writeUInt16LE(tag, 2 + index * 12);
      directory.writeUInt16LE(type, 4 + index * 12);
      directory.writeUInt32LE(1, 6 + index * 12);
      directory.writeUInt32LE(value, 10 + index * 12);
    });
    link.part.writeUInt32LE(put(directory), link.at);
    link = { part: directory, at: directory.length - 4 };
  }
  return new Uint8Array(Buffer.concat(parts));
}
