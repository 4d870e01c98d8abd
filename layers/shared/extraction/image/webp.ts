import { readFileSync } from 'node:fs';
import { webpWasm } from '../engine-files.ts';
import { readExif } from './exif.ts';
import { onWhite } from './on-white.ts';
import { checkPixels, damaged } from './refusals.ts';
import type { ImagePage } from './types.ts';

const WHAT = 'WebP picture';
const FILE_HEADER_BYTES = 12;

/** libwebp in WebAssembly (@cwasm/webp): https://developers.google.com/speed/webp/docs/api */
type LibWebp = {
  memory: { buffer: ArrayBuffer };
  malloc(bytes: number): number;
  WebPDecodeRGBA(data: number, length: number, width: number, height: number): number;
};

/** The part of WebAssembly that is used here. Node has it, but its types need the browser's library. */
const { Module, Instance } = (
  globalThis as unknown as {
    WebAssembly: {
      Module: new (bytes: Uint8Array) => object;
      Instance: new (module: object, imports: object) => { exports: LibWebp };
    };
  }
).WebAssembly;

/** A WebP file as one page; of an animation there is no page. PDF does not know WebP, so it is unpacked here. */
export function readWebp(bytes: Uint8Array, maxPixels: number): ImagePage[] {
  const chunks = readChunks(bytes);
  const size = sizeOf(chunks);
  if (!size) throw damaged(WHAT);
  const { width, height } = size;
  checkPixels(WHAT, width, height, maxPixels);
  const pixels = decode(bytes, width, height);
  const exif = chunks.get('EXIF');
  const facts = exif ? readExif(exif) : {};
  const piece = {
    x: 0,
    y: 0,
    width,
    height,
    ...onWhite({ width, height, data: pixels, channels: 4, depth: 8 }),
  };
  return [{ width, height, dpi: facts.dpi, orientation: facts.orientation ?? 1, pieces: [piece] }];
}

/** The first chunk of each name. */
function readChunks(bytes: Uint8Array): Map<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks = new Map<string, Uint8Array>();
  for (let at = FILE_HEADER_BYTES; at + 8 <= bytes.length && chunks.size < 64; ) {
    const name = String.fromCharCode(...bytes.subarray(at, at + 4));
    const length = view.getUint32(at + 4, true);
    if (!chunks.has(name)) chunks.set(name, bytes.subarray(at + 8, at + 8 + length));
    at += 8 + length + (length & 1);
  }
  return chunks;
}

/** Size by the picture's own header: lossy (RFC 6386), lossless, or that of the canvas. */
function sizeOf(chunks: ReadonlyMap<string, Uint8Array>): { width: number; height: number } | undefined {
  const lossy = chunks.get('VP8 ');
  const lossless = chunks.get('VP8L');
  const canvas = chunks.get('VP8X');
  const at = (chunk: Uint8Array, index: number) => chunk[index] ?? 0;
  const sizes = [];
  if (canvas)
    sizes.push({
      width: 1 + (at(canvas, 4) | (at(canvas, 5) << 8) | (at(canvas, 6) << 16)),
      height: 1 + (at(canvas, 7) | (at(canvas, 8) << 8) | (at(canvas, 9) << 16)),
    });
  if (lossy)
    sizes.push({
      width: (at(lossy, 6) | (at(lossy, 7) << 8)) & 0x3fff,
      height: (at(lossy, 8) | (at(lossy, 9) << 8)) & 0x3fff,
    });
  if (lossless) {
    const bits = at(lossless, 1) | (at(lossless, 2) << 8) | (at(lossless, 3) << 16) | (at(lossless, 4) << 24);
    sizes.push({ width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 });
  }
  return lossy || lossless ? sizes.sort((a, b) => b.width * b.height - a.width * a.height)[0] : undefined;
}

/** RGBA. Each picture has an instance of its own: whatever it does to its memory ends with it. */
function decode(bytes: Uint8Array, width: number, height: number): Uint8Array {
  try {
    const none = () => 52;
    const { exports: webp } = new Instance(new Module(readFileSync(webpWasm())), {
      wasi_snapshot_preview1: { fd_close: none, fd_seek: none, fd_write: none },
    });
    const input = webp.malloc(bytes.length);
    const size = webp.malloc(8);
    if (input === 0 || size === 0) throw damaged(WHAT);
    new Uint8Array(webp.memory.buffer).set(bytes, input);
    const output = webp.WebPDecodeRGBA(input, bytes.length, size, size + 4);
    const [wide, tall] = new Uint32Array(webp.memory.buffer, size, 2);
    if (output === 0 || wide !== width || tall !== height) throw damaged(WHAT);
    return new Uint8Array(webp.memory.buffer, output, width * height * 4);
  } catch {
    // Also what WebAssembly throws for memory that is out of bounds.
    throw damaged(WHAT);
  }
}
