import { NotPlain } from '../types.ts';

const CLEAR = 256;
const END = 257;
const FIRST = 258;
const CODES = 4096;

/**
 * LZWDecode (ISO 32000-1, 7.4.4). `early` is 1 where the codes grow one entry sooner than they must. The end of the
 * data is as good as its sign, as in PDFium.
 */
export function decodeLzw(bytes: Uint8Array, early: number, most: number): Uint8Array {
  if (early > 1) throw new NotPlain('LZW with an unknown EarlyChange');
  /** Each entry is a string that stands in the output already: where it begins, and how long it is. */
  const starts = new Uint32Array(CODES);
  const lengths = new Uint32Array(CODES);
  let out = new Uint8Array(Math.min(most, Math.max(1024, bytes.length * 4)));
  let length = 0;
  let next = FIRST;
  let width = 9;
  let previous = -1;
  let previousLength = 0;
  let bits = 0;
  let held = 0;
  for (let at = 0; ; ) {
    while (held < width && at < bytes.length) {
      bits = ((bits << 8) | (bytes[at++] as number)) & 0xffffff;
      held += 8;
    }
    if (held < width) break;
    held -= width;
    const code = (bits >> held) & ((1 << width) - 1);
    if (code === END) break;
    if (code === CLEAR) {
      next = FIRST;
      width = 9;
      previous = -1;
      continue;
    }
    if (previous >= 0) {
      if (next === CODES) throw new NotPlain('An LZW stream has too many codes');
      // The string before with the first byte of this one, which follows it in the output.
      starts[next] = previous;
      lengths[next] = previousLength + 1;
      next++;
    }
    if (code >= next || (code > 255 && code < FIRST)) throw new NotPlain('An LZW stream has an unknown code');
    const size = code < CLEAR ? 1 : (lengths[code] as number);
    if (length + size > most) throw new NotPlain('An LZW stream is too large');
    if (length + size > out.length) {
      const larger = new Uint8Array(Math.min(most, (length + size) * 2));
      larger.set(out);
      out = larger;
    }
    previous = length;
    previousLength = size;
    if (code < CLEAR) out[length++] = code;
    // Byte by byte: the string may reach into what is being written.
    else for (let from = starts[code] as number, i = 0; i < size; i++) out[length++] = out[from++] as number;
    if (next + early >= 1 << width && width < 12) width++;
  }
  return out.subarray(0, length);
}
