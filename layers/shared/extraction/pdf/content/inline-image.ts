import { NotPlain } from '../file/types.ts';
import { isWhite } from './syntax.ts';

/** How far behind an EI is looked whether content goes on, and words that tell that it does. */
const LOOK = 64;

/**
 * Where the content goes on after an inline image (ISO 32000-1, 8.9.7) whose keys begin at `keys` and data at `from`.
 * The length of encoded data stands nowhere, so the first EI between blanks counts if what follows reads like content;
 * what is in doubt is not plain.
 */
export function endOfInlineImage(bytes: Uint8Array, keys: number, from: number): number {
  const end = firstEnd(bytes, from);
  const size = plainSize(
    Buffer.from(bytes.subarray(keys, Math.min(from, keys + LONGEST_KEYS))).toString('latin1'),
  );
  // Behind the data stand a blank or line end, and EI.
  if (size !== undefined && (end - 2 < from + size || end - 2 > from + size + 2))
    throw new NotPlain('An inline image has other data than its size says');
  return end;
}

/** Bytes of an image that is not encoded, which PDFium skips whatever they are; undefined if they cannot be told. */
function plainSize(keys: string): number | undefined {
  if (/\/(F|Filter)\b/.test(keys)) return undefined;
  const number = (pattern: RegExp): number | undefined => {
    const found = pattern.exec(keys)?.[1];
    return found === undefined ? undefined : Number(found);
  };
  const width = number(/\/W(?:idth)?\s+(\d{1,5})\b/);
  const height = number(/\/H(?:eight)?\s+(\d{1,5})\b/);
  const isMask = /\/(?:IM|ImageMask)\s+true\b/.test(keys);
  const bits = isMask ? 1 : number(/\/(?:BPC|BitsPerComponent)\s+(\d{1,2})\b/);
  const space = isMask ? 'G' : /\/(?:CS|ColorSpace)\s*\/(\w+)/.exec(keys)?.[1];
  const components = COMPONENTS[space ?? ''];
  if (width === undefined || height === undefined || !bits || !components) return undefined;
  return Math.ceil((width * bits * components) / 8) * height;
}

const LONGEST_KEYS = 1024;
const COMPONENTS: Readonly<Record<string, number>> = {
  G: 1,
  DeviceGray: 1,
  RGB: 3,
  DeviceRGB: 3,
  CMYK: 4,
  DeviceCMYK: 4,
};

function firstEnd(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at++) {
    if (bytes[at] !== 0x45 || bytes[at + 1] !== 0x49) continue;
    if (!isWhite(bytes[at - 1] as number) && bytes[at - 1] !== 0x3e) continue;
    const after = at + 2;
    if (after < bytes.length && !isWhite(bytes[after] as number)) continue;
    if (!readsLikeContent(bytes, after)) continue;
    return after;
  }
  throw new NotPlain('An inline image does not end');
}

/** Data of images soon have bytes that no content has outside of strings. */
function readsLikeContent(bytes: Uint8Array, from: number): boolean {
  const to = Math.min(bytes.length, from + LOOK);
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number;
    if (byte === 0x28) return true;
    if (byte >= 0x7f || (byte < 0x20 && !isWhite(byte))) return false;
  }
  return true;
}
