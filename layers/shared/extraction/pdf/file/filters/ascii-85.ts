import { BLANK, CLASS } from '../objects/characters.ts';
import { NotPlain } from '../types.ts';

const FIRST = 0x21;
const ZEROS = 0x7a;
const TILDE = 0x7e;
const GREATER = 0x3e;
const LARGEST = 2 ** 32 - 1;

/** ASCII85Decode (ISO 32000-1, 7.4.3): five digits to the base 85 are four bytes, `z` is four zeros. */
export function decodeAscii85(bytes: Uint8Array, most: number): Uint8Array {
  const out = new Uint8Array(roomFor(bytes, most));
  let length = 0;
  let digits = 0;
  let word = 0;
  let at = 0;
  for (; at < bytes.length && bytes[at] !== TILDE; at++) {
    const byte = bytes[at] as number;
    if (CLASS[byte] === BLANK) continue;
    if (byte === ZEROS && digits === 0) {
      length += 4;
      continue;
    }
    if (byte < FIRST || byte >= FIRST + 85) throw new NotPlain('A base-85 stream has another character');
    word = word * 85 + (byte - FIRST);
    if (++digits < 5) continue;
    length = put(out, length, word, 4);
    digits = 0;
    word = 0;
  }
  if (bytes[at] !== TILDE || bytes[at + 1] !== GREATER || digits === 1)
    throw new NotPlain('A base-85 stream does not end as it should');
  if (digits > 0) {
    for (let i = digits; i < 5; i++) word = word * 85 + 84;
    length = put(out, length, word, digits - 1);
  }
  return out.subarray(0, length);
}

function roomFor(bytes: Uint8Array, most: number): number {
  let zeros = 0;
  for (const byte of bytes) if (byte === ZEROS) zeros++;
  const room = zeros * 4 + bytes.length;
  if (room > most) throw new NotPlain('A base-85 stream is too large');
  return room;
}

function put(out: Uint8Array, at: number, word: number, count: number): number {
  if (word > LARGEST) throw new NotPlain('A base-85 stream has a group out of bounds');
  for (let i = 0; i < count; i++) out[at + i] = (word / 2 ** (24 - 8 * i)) & 0xff;
  return at + count;
}
