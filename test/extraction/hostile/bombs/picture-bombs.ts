import type { Bomb } from './bomb.ts';
import { zlibRepeated } from './deflate-repeated.ts';
import { bmp, jpeg, png, tiff } from './picture-files.ts';

export const PICTURE_BOMBS: readonly Bomb[] = [
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
    make: (size) => png(size, 1, size + 1),
  },
  {
    name: 'PNG, text chunks',
    fileName: 'chunks.png',
    full: 1_000_000,
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
