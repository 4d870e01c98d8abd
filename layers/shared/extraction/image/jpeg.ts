import { readExif } from './exif.ts';
import { checkPixels, damaged, notReadable } from './refusals.ts';
import type { ImagePage } from './types.ts';

const WHAT = 'JPEG picture';
const CENTIMETRES_PER_INCH = 2.54;

/** Markers of JPEG (ITU T.81, table B.1). */
const START = 0xd8;
const END = 0xd9;
const SCAN = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP14 = 0xee;
/** Baseline, extended and progressive, with Huffman coding; what nearly every program writes. */
const READABLE_FRAMES: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2]);
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** How a JPEG stream's pixels are to be taken. `adobe`: the transform that an Adobe marker names. */
export type JpegFrame = { width: number; height: number; components: number; adobe?: number };

/** A JPEG file as one page. Throws Refusal. */
export function readJpeg(bytes: Uint8Array, maxPixels: number): ImagePage[] {
  const facts: Partial<Pick<ImagePage, 'dpi' | 'orientation'>> = {};
  const frame = readJpegFrame(bytes, (marker, segment) => {
    if (marker === APP0 && ascii(segment, 0, 5) === 'JFIF\0') facts.dpi ??= jfifDpi(segment);
    if (marker === APP1 && ascii(segment, 0, 6) === 'Exif\0\0') {
      const { orientation, dpi } = readExif(segment.subarray(6));
      facts.orientation ??= orientation;
      facts.dpi ??= dpi;
    }
  });
  if (!frame) throw damaged(WHAT);
  checkPixels(WHAT, frame.width, frame.height, maxPixels);
  const { width, height } = frame;
  const piece = { x: 0, y: 0, width, height, dictionary: jpegDictionary(frame), data: [bytes] };
  return [{ width, height, dpi: facts.dpi, orientation: facts.orientation ?? 1, pieces: [piece] }];
}

/** Walks a stream's markers to its frame header; undefined when there is none. Throws Refusal for odd kinds. */
export function readJpegFrame(
  bytes: Uint8Array,
  onSegment: (marker: number, segment: Uint8Array) => void = () => {},
): JpegFrame | undefined {
  let adobe: number | undefined;
  let at = 2;
  if (bytes[0] !== 0xff || bytes[1] !== START) return undefined;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === SCAN || marker === END) return undefined;
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const segment = bytes.subarray(at + 4, at + 2 + length);
    if (length < 2) return undefined;
    if (marker === APP14 && ascii(segment, 0, 5) === 'Adobe') adobe = segment[11];
    if (isFrame(marker)) return frameOf(marker, segment, adobe);
    onSegment(marker, segment);
    at += 2 + length;
  }
  return undefined;
}

function frameOf(marker: number, segment: Uint8Array, adobe: number | undefined): JpegFrame {
  const [precision = 0, h1 = 0, h0 = 0, w1 = 0, w0 = 0, components = 0] = segment;
  if (!READABLE_FRAMES.has(marker))
    throw notReadable(WHAT, `lossless, hierarchical or arithmetic coding (SOF${marker - 0xc0})`);
  if (precision !== 8) throw notReadable(WHAT, `${precision} bits a colour`);
  if (![1, 3, 4].includes(components)) throw notReadable(WHAT, `${components} colour channels`);
  return { width: (w1 << 8) | w0, height: (h1 << 8) | h0, components, adobe };
}

/** Entries of a PDF image dictionary for a JPEG stream. Adobe's programs store CMYK inverted. */
export function jpegDictionary({ components, adobe }: JpegFrame): string {
  const space = components === 1 ? 'Gray' : components === 3 ? 'RGB' : 'CMYK';
  const inverted = components === 4 && adobe !== undefined ? ' /Decode [1 0 1 0 1 0 1 0]' : '';
  return `/ColorSpace /Device${space} /BitsPerComponent 8 /Filter /DCTDecode${inverted}`;
}

/** Density of JFIF: unit 1 is dots an inch, 2 dots a centimetre, 0 only a ratio. */
function jfifDpi(segment: Uint8Array): readonly [number, number] | undefined {
  const [unit = 0, x1 = 0, x0 = 0, y1 = 0, y0 = 0] = segment.subarray(7);
  const scale = unit === 1 ? 1 : unit === 2 ? CENTIMETRES_PER_INCH : 0;
  const [x, y] = [((x1 << 8) | x0) * scale, ((y1 << 8) | y0) * scale];
  return x > 0 && y > 0 ? [x, y] : undefined;
}

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to));
