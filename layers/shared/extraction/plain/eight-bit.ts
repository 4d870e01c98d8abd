import { CP437, CP850 } from '../archive/cp437.ts';

/** The upper half of encodings that TextDecoder does not know. */
const TABLES: Record<string, string> = { cp437: CP437, cp850: CP850 };

/** Decodes by name, as TextDecoder and beyond it; undefined for bytes that the encoding does not have. */
export function decodeStrictly(encoding: string, bytes: Uint8Array): string | undefined {
  const table = TABLES[encoding];
  if (table) return decodeByTable(table, bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The same with U+FFFD for such bytes. */
export function decodeLeniently(encoding: string, bytes: Uint8Array): string {
  const table = TABLES[encoding];
  return table ? decodeByTable(table, bytes) : new TextDecoder(encoding).decode(bytes);
}

function decodeByTable(upper: string, bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    .toString('latin1')
    .replace(/[\u0080-\u00ff]/g, (character) => upper[character.charCodeAt(0) - 128] ?? '\ufffd');
}
