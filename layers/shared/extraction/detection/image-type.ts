/** Pictures that can be read. */
export type ImageType = 'png' | 'jpg' | 'tif' | 'webp' | 'bmp' | 'gif';

/** Little and big endian, the second of each with 64-bit offsets. */
const TIFF_MARKS = ['II*\0', 'II+\0', 'MM\0*', 'MM\0+'];
/** A bitmap's information header has one of a few sizes. */
const BITMAP_HEADERS = new Set(['\x0c', '\x28', '\x34', '\x38', '\x40', '\x6c', '\x7c']);

/** Tells a picture by its first bytes; `head` in latin1. */
export function imageType(head: string): ImageType | undefined {
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (head.startsWith('\xff\xd8\xff')) return 'jpg';
  if (TIFF_MARKS.some((mark) => head.startsWith(mark))) return 'tif';
  if (head.startsWith('RIFF') && head.startsWith('WEBP', 8)) return 'webp';
  if (/^GIF8[79]a/.test(head)) return 'gif';
  if (head.startsWith('BM') && BITMAP_HEADERS.has(head[14] ?? '') && head.startsWith('\0\0\0', 15))
    return 'bmp';
  return undefined;
}
