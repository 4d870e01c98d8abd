import { NotPlain } from '../types.ts';
import { CLASS, DISPUTED, HEX_VALUE, REGULAR } from './characters.ts';
import type { Reader } from './reader.ts';

const HASH = 0x23;
const LONGEST = 250;

/** Reads a name behind its slash (ISO 32000-1, 7.3.5); a byte is one character (Latin-1), `#xx` undone. */
export function readName(reader: Reader): string {
  const { bytes } = reader;
  const start = reader.at;
  let at = start;
  let escaped = false;
  while (at < bytes.length && CLASS[bytes[at] as number] === REGULAR) {
    if (bytes[at] === HASH) escaped = true;
    at++;
  }
  if (at < bytes.length && CLASS[bytes[at] as number] === DISPUTED) throw new NotPlain('A name is disputed');
  if (at - start > LONGEST) throw new NotPlain('A name is too long');
  reader.at = at;
  return escaped ? unescaped(bytes, start, at) : latin1(bytes, start, at);
}

/** Bytes as a string, a byte a character. Short ones: faster than a decoder, and shared memory is welcome. */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at] as number);
  return text;
}

function unescaped(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) {
    let byte = bytes[at] as number;
    if (byte === HASH) {
      const high = at + 2 < end ? (HEX_VALUE[bytes[at + 1] as number] as number) : 255;
      const low = at + 2 < end ? (HEX_VALUE[bytes[at + 2] as number] as number) : 255;
      if (high === 255 || low === 255) throw new NotPlain('A name has an unfinished #');
      byte = high * 16 + low;
      at += 2;
    }
    text += String.fromCharCode(byte);
  }
  return text;
}
