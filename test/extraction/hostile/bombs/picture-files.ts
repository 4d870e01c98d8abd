import { crc32 } from 'node:zlib';
import { zlibRepeated } from './deflate-repeated.ts';

export function png(width: number, height: number, bytes: number, depth = 8, colour = 0, texts = 0): Buffer {
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

export function jpeg(side: number): Buffer {
  const frame = Buffer.from('ffc0000b080000000001011100', 'hex');
  frame.writeUInt16BE(side, 5);
  frame.writeUInt16BE(side, 7);
  return Buffer.concat([Buffer.from('ffd8', 'hex'), frame, Buffer.from('ffda0008010100003f00ffd9', 'hex')]);
}

export function bmp(side: number): Buffer {
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
export function tiff(side: number, compression: number, data: Buffer, loop = false): Buffer {
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
