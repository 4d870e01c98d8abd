import { NotPlain } from '../types.ts';

const END = 128;

/** RunLengthDecode (ISO 32000-1, 7.4.5). The end of the data is as good as its sign, as in PDFium. */
export function decodeRunLength(bytes: Uint8Array, most: number): Uint8Array {
  const out = new Uint8Array(lengthOf(bytes, most));
  let length = 0;
  for (let at = 0; at < bytes.length && bytes[at] !== END; ) {
    const run = bytes[at] as number;
    if (run < END) {
      out.set(bytes.subarray(at + 1, at + 2 + run), length);
      length += run + 1;
      at += run + 2;
    } else {
      out.fill(bytes[at + 1] as number, length, length + 257 - run);
      length += 257 - run;
      at += 2;
    }
  }
  return out;
}

function lengthOf(bytes: Uint8Array, most: number): number {
  let length = 0;
  let at = 0;
  while (at < bytes.length && bytes[at] !== END) {
    const run = bytes[at] as number;
    length += run < END ? run + 1 : 257 - run;
    at += run < END ? run + 2 : 2;
  }
  if (at > bytes.length) throw new NotPlain('A run-length stream is cut off');
  if (length > most) throw new NotPlain('A run-length stream is too large');
  return length;
}
