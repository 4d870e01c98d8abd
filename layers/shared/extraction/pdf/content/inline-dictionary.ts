import { NotPlain } from '../file/types.ts';
import { textString } from './marked-content.ts';
import { decodeHexadecimal, decodeLiteral } from './strings.ts';
import { endOfHexadecimal, endOfLine, endOfLiteral, isRegular } from './syntax.ts';

const KEY = [...'ActualText'].map((character) => character.charCodeAt(0));

/** The /ActualText of a property list that stands in the content; undefined for one without. */
export function actualTextIn(bytes: Uint8Array, from: number, to: number): string | undefined {
  let depth = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number;
    if (byte === 0x28) at = endOfLiteral(bytes, at + 1);
    else if (byte === 0x25) at = endOfLine(bytes, at);
    else if (byte === 0x3c && bytes[at + 1] !== 0x3c) at = endOfHexadecimal(bytes, at + 1);
    else if (byte === 0x3c || byte === 0x3e) {
      depth += byte === 0x3c ? 1 : -1;
      at++;
    } else if (byte === 0x2f && isKey(bytes, at + 1)) {
      if (depth > 0) throw new NotPlain('An /ActualText lies within another dictionary');
      return stringAt(bytes, at + 1 + KEY.length, to);
    }
  }
  return undefined;
}

function isKey(bytes: Uint8Array, at: number): boolean {
  for (let index = 0; index < KEY.length; index++) if (bytes[at + index] !== KEY[index]) return false;
  return !isRegular(bytes[at + KEY.length] as number);
}

function stringAt(bytes: Uint8Array, from: number, to: number): string {
  let at = from;
  while (at < to && (bytes[at] as number) <= 0x20) at++;
  const literal = bytes[at] === 0x28;
  if (!literal && bytes[at] !== 0x3c) throw new NotPlain('An /ActualText is no string');
  const end = literal ? endOfLiteral(bytes, at + 1) : endOfHexadecimal(bytes, at + 1);
  const into = new Uint8Array(end - at);
  const length = literal
    ? decodeLiteral(bytes, at + 1, end, into, 0)
    : decodeHexadecimal(bytes, at + 1, end, into, 0);
  return textString(into.subarray(0, length));
}
