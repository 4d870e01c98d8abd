import { crc32 } from 'node:zlib';
import type { Bomb } from './bomb.ts';
import { zlibRepeated } from './deflate-repeated.ts';

const PICTURES: readonly Bomb[] = [
  {
    name: 'PNG, pixels claimed',
    fileName: 'claimed.png',
    full: 1e10,
    small: 1e10,
    make: (size) => png(Math.sqrt(size), Math.sqrt(size), 1000),
  },
  {
    name: 'PNG, 6000 × 6000 pixels, bytes of data',
    fileName: 'more.png',
    full: 10 * 2 ** 30,
    small: 2 ** 30,
    make: (size) => png(6000, 6000, size),
  },
  {
    name: 'PNG, pixels of 16 bits with alpha',
    fileName: 'alpha.png',
    full: 36e6,
    make: (size) => png(Math.sqrt(size), Math.sqrt(size), size * 8 + 6000, 16, 6),
  },
  {
    name: 'PNG, pixels of a strip',
    fileName: 'strip.png',
    full: 39_000_000,
    small: 39_000_000,
    make: (size) => png(size, 1, size + 1),
  },
  {
    name: 'PNG, text chunks',
    fileName: 'chunks.png',
    full: 1_000_000,
    small: 100_000,
    make: (size) => png(10, 10, 110, 8, 0, size),
  },
  {
    name: 'JPEG, pixels claimed',
    fileName: 'claimed.jpg',
    full: 65_535 ** 2,
    small: 65_535 ** 2,
    make: (size) => jpeg(Math.sqrt(size)),
  },
  {
    name: 'JPEG, pixels without data',
    fileName: 'without.jpg',
    full: 6000 ** 2,
    make: (size) => jpeg(Math.sqrt(size)),
  },
  {
    name: 'BMP, pixels claimed',
    fileName: 'claimed.bmp',
    full: 1e10,
    small: 1e10,
    make: (size) => bmp(Math.sqrt(size)),
  },
  {
    name: 'TIFF, pixels claimed',
    fileName: 'claimed.tif',
    full: 1e10,
    small: 1e10,
    make: (size) => tiff(Math.sqrt(size), 1, Buffer.alloc(8)),
  },
  {
    name: 'TIFF, directory that is its own next',
    fileName: 'loop.tif',
    full: 1,
    small: 1,
    make: () => tiff(10, 1, Buffer.alloc(100), true),
  },
  {
    name: 'TIFF, Deflate, bytes',
    fileName: 'deflate.tif',
    full: 10 * 2 ** 30,
    small: 2 ** 30,
    make: (size) => tiff(6000, 8, zlibRepeated([[new Uint8Array(2 ** 20), size / 2 ** 20]])),
  },
  {
    name: 'TIFF, LZW, PackBits, fax: bytes of nothing',
    fileName: 'fax.tif',
    full: 1e8,
    make: (size) => tiff(6000, 4, Buffer.alloc(size)),
  },
  {
    name: 'TIFF, PackBits, bytes',
    fileName: 'packbits.tif',
    full: 1e8,
    small: 1e6,
    make: (size) => tiff(6000, 32773, Buffer.alloc(size, Buffer.from([0x81, 0]))),
  },
  {
    name: 'GIF, pixels claimed',
    fileName: 'claimed.gif',
    full: 65_535 ** 2,
    small: 65_535 ** 2,
    make: () =>
      Buffer.from('474946383961ffffffff80000000000000ffffff2c00000000ffffffff0002024c01003b', 'hex'),
  },
];

/** OCR would only search them. */
export const PICTURE_BOMBS: readonly Bomb[] = PICTURES.map((bomb) => ({ ...bomb, withoutOcr: true }));

function png(width: number, height: number, bytes: number, depth = 8, colour = 0, texts = 0): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(depth, 8);
  header.writeUInt8(colour, 9);
  const block = Math.min(bytes, 2 ** 20);
  const text = chunk('tEXt', Buffer.from('a\0b'));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    ...Array.from({ length: texts }, () => text),
    chunk('IDAT', zlibRepeated([[new Uint8Array(block), Math.ceil(bytes / block)]])),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

function jpeg(side: number): Buffer {
  const frame = Buffer.from('ffc0000b080000000001011100', 'hex');
  frame.writeUInt16BE(side, 5);
  frame.writeUInt16BE(side, 7);
  return Buffer.concat([Buffer.from('ffd8', 'hex'), frame, Buffer.from('ffda0008010100003f00ffd9', 'hex')]);
}

function bmp(side: number): Buffer {
  const file = Buffer.alloc(58);
  file.write('BM');
  file.writeUInt32LE(54, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(side, 18);
  file.writeInt32LE(side, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  return file;
}

/** Grey, one strip, as compressed as `compression` says. */
function tiff(side: number, compression: number, data: Buffer, loop = false): Buffer {
  const grey = compression === 4 ? 1 : 8;
  const entries = [
    [256, side],
    [257, side],
    [258, grey],
    [259, compression],
    [262, 1],
    [273, 8],
    [277, 1],
    [278, side],
    [279, data.length],
  ] as const;
  const directory = Buffer.alloc(2 + entries.length * 12 + 4);
  directory.writeUInt16LE(entries.length, 0);
  entries.forEach(([tag, value], index) => {
    const at = 2 + index * 12;
    directory.writeUInt16LE(tag, at);
    directory.writeUInt16LE(4, at + 2);
    directory.writeUInt32LE(1, at + 4);
    directory.writeUInt32LE(value, at + 8);
  });
  const start = 8 + data.length;
  if (loop) directory.writeUInt32LE(start, directory.length - 4);
  const header = Buffer.from('II*\0\0\0\0\0', 'latin1');
  header.writeUInt32LE(start, 4);
  return Buffer.concat([header, data, directory]);
}
