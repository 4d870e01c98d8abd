import { indexed } from './png.ts';
import { checkPixels, damaged } from './refusals.ts';
import type { ImagePage } from './types.ts';

const WHAT = 'GIF picture';
const FILE_HEADER_BYTES = 13;
const IMAGE = 0x2c;
const EXTENSION = 0x21;
const MOST_CODES = 4096;

/** The first picture of a GIF as one page. PDF knows another kind of LZW, so it is unpacked here. */
export function readGif(bytes: Uint8Array, maxPixels: number): ImagePage[] {
  let at = FILE_HEADER_BYTES;
  const paletteAt = (flags: number) => {
    if ((flags & 0x80) === 0) return undefined;
    const palette = bytes.subarray(at, at + 3 * 2 ** ((flags & 7) + 1));
    at += palette.length;
    return palette;
  };
  const shared = paletteAt(bytes[10] ?? 0);
  while (bytes[at] === EXTENSION) at = endOfBlocks(bytes, at + 2);
  if (bytes[at] !== IMAGE) throw damaged(WHAT);
  const [w0 = 0, w1 = 0, h0 = 0, h1 = 0, flags = 0] = bytes.subarray(at + 5, at + 10);
  const [width, height] = [w0 | (w1 << 8), h0 | (h1 << 8)];
  checkPixels(WHAT, width, height, maxPixels);
  at += 10;
  const palette = paletteAt(flags) ?? shared;
  const bits = bytes[at] ?? 0;
  if (!palette || bits < 2 || bits > 11) throw damaged(WHAT);
  const stored = unpack(blocks(bytes, at + 1), bits, width * height);
  const data = (flags & 0x40) === 0 ? stored : inOrder(stored, width, height);
  const dictionary = `/ColorSpace ${indexed(palette)} /BitsPerComponent 8`;
  return [
    { width, height, orientation: 1, pieces: [{ x: 0, y: 0, width, height, dictionary, data: [data] }] },
  ];
}

/** Where data in blocks, each with its length before it, ends. */
function endOfBlocks(bytes: Uint8Array, start: number): number {
  let at = start;
  for (let length = bytes[at] ?? 0; length > 0; length = bytes[at] ?? 0) at += length + 1;
  return at + 1;
}

function blocks(bytes: Uint8Array, start: number): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = start, length = bytes[at] ?? 0; length > 0; length = bytes[at] ?? 0) {
    parts.push(bytes.subarray(at + 1, at + 1 + length));
    at += length + 1;
  }
  return Buffer.concat(parts);
}

/** LZW with the lowest bit first (GIF89a, appendix F). Pixels that a cut file lacks have number 0. */
function unpack(data: Uint8Array, bits: number, count: number): Uint8Array {
  const [clear, end] = [1 << bits, (1 << bits) + 1];
  const prefix = new Uint16Array(MOST_CODES);
  const last = new Uint8Array(MOST_CODES);
  const length = new Uint16Array(MOST_CODES).fill(1, 0, clear);
  for (let code = 0; code < clear; code++) last[code] = code;
  const out = new Uint8Array(count);
  let [to, next, size, previous] = [0, end + 1, bits + 1, -1];
  for (let bit = 0; bit + size <= data.length * 8 && to < count; ) {
    const byte = bit >> 3;
    const window = (data[byte] ?? 0) | ((data[byte + 1] ?? 0) << 8) | ((data[byte + 2] ?? 0) << 16);
    const code = (window >> (bit & 7)) & ((1 << size) - 1);
    bit += size;
    if (code === end) break;
    if (code === clear) {
      [next, size, previous] = [end + 1, bits + 1, -1];
      continue;
    }
    if (code > next || (code === next && previous < 0)) throw damaged(WHAT);
    const isNew = code === next;
    const known = isNew ? previous : code;
    const run = (length[known] ?? 0) + (isNew ? 1 : 0);
    let each = known;
    for (let place = to + (length[known] ?? 0) - 1; place >= to; place--) {
      if (place < count) out[place] = last[each] ?? 0;
      each = prefix[each] ?? 0;
    }
    const first = out[to] ?? 0;
    if (isNew && to + run - 1 < count) out[to + run - 1] = first;
    to += run;
    if (previous >= 0 && next < MOST_CODES) {
      prefix[next] = previous;
      last[next] = first;
      length[next] = (length[previous] ?? 0) + 1;
      next++;
      if (next === 1 << size && size < 12) size++;
    }
    previous = code;
  }
  return out;
}

/** Rows of an interlaced picture: every eighth, the ones between those, and so on. */
function inOrder(stored: Uint8Array, width: number, height: number): Uint8Array {
  const out = new Uint8Array(stored.length);
  let row = 0;
  for (const [first, step] of [
    [0, 8],
    [4, 8],
    [2, 4],
    [1, 2],
  ] as const)
    for (let y = first; y < height; y += step, row++)
      out.set(stored.subarray(row * width, (row + 1) * width), y * width);
  return out;
}
