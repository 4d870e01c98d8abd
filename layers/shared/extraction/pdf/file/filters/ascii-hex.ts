import { fromHex } from '../objects/strings.ts';
import { NotPlain } from '../types.ts';

/** ASCIIHexDecode (ISO 32000-1, 7.4.2). */
export function decodeAsciiHex(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0x3e);
  if (end < 0) throw new NotPlain('A hexadecimal stream does not end');
  return fromHex(bytes, 0, end);
}
