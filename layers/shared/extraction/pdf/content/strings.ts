/** Decoding of strings (ISO 32000-1, 7.3.4) from their bytes in a content stream to where a buffer has been filled. */

const HEXADECIMAL = new Int8Array(256).fill(-1);
for (let digit = 0; digit < 16; digit++) {
  HEXADECIMAL[digit.toString(16).charCodeAt(0)] = digit;
  HEXADECIMAL[digit.toString(16).toUpperCase().charCodeAt(0)] = digit;
}

export function decodeHexadecimal(
  bytes: Uint8Array,
  from: number,
  to: number,
  into: Uint8Array,
  length: number,
): number {
  let high = -1;
  for (let at = from; at < to; at++) {
    const digit = HEXADECIMAL[bytes[at] as number] as number;
    if (digit < 0) continue;
    if (high < 0) high = digit;
    else {
      into[length++] = (high << 4) | digit;
      high = -1;
    }
  }
  if (high >= 0) into[length++] = high << 4;
  return length;
}

/** Escapes as in ISO 32000-1, table 3; line ends within a string stay as they are, as in PDFium. */
export function decodeLiteral(
  bytes: Uint8Array,
  from: number,
  to: number,
  into: Uint8Array,
  length: number,
): number {
  for (let at = from; at < to; at++) {
    let byte = bytes[at] as number;
    if (byte === 0x5c) {
      byte = bytes[++at] as number;
      if (byte >= 0x30 && byte <= 0x37) {
        let code = byte - 0x30;
        for (let more = 0; more < 2 && at + 1 < to; more++) {
          const digit = bytes[at + 1] as number;
          if (digit < 0x30 || digit > 0x37) break;
          code = code * 8 + digit - 0x30;
          at++;
        }
        into[length++] = code;
        continue;
      }
      if (byte === 13) {
        if (bytes[at + 1] === 10) at++;
        continue;
      }
      if (byte === 10) continue;
      byte = escaped(byte);
    }
    into[length++] = byte;
  }
  return length;
}

function escaped(byte: number): number {
  if (byte === 0x6e) return 10;
  if (byte === 0x72) return 13;
  if (byte === 0x74) return 9;
  if (byte === 0x62) return 8;
  return byte === 0x66 ? 12 : byte;
}
