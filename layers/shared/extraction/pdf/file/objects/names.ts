import { NotPlain } from '../types.ts';
import { CLASS, DISPUTED, HEX_VALUE, REGULAR } from './characters.ts';
import type { Reader } from './reader.ts';

const HASH = 0x23;
const LONGEST = 250;

/** Names that were read lately, by their hash: most stand in a file again and again. */
const lately: string[] = new Array(2048).fill('');

/** Reads a name behind its slash (ISO 32000-1, 7.3.5); a byte is one character (Latin-1), `#xx` undone. */
export function readName(reader: Reader): string {
  const { bytes } = reader;
  const start = reader.at;
  let at = start;
  let hash = 0;
  let escaped = false;
  for (; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (CLASS[byte] !== REGULAR) break;
    if (byte === HASH) escaped = true;
    hash = (hash * 31 + byte) | 0;
  }
  if (at < bytes.length && CLASS[bytes[at] as number] === DISPUTED) throw new NotPlain('A name is disputed');
  if (at - start > LONGEST) throw new NotPlain('A name is too long');
  reader.at = at;
  if (escaped) return unescaped(bytes, start, at);
  const slot = (hash ^ (hash >>> 11)) & 2047;
  const known = lately[slot] as string;
  if (isText(bytes, start, at, known)) return known;
  const name = latin1(bytes, start, at);
  lately[slot] = name;
  return name;
}

function isText(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (text.length !== end - start) return false;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== bytes[start + i]) return false;
  return true;
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
