import { crc32 } from 'node:zlib';
import { Refusal } from '../conversion/protocol.ts';
import { CP437 } from './cp437.ts';

/** One entry as the central directory of a ZIP file has it (APPNOTE.TXT 4.3.12). Its sizes are claims. */
export type ZipEntry = {
  /** Path with forward slashes; ends with one when it is a folder. */
  name: string;
  /** 0 stored, 8 deflated; others cannot be read. */
  method: number;
  encrypted: boolean;
  compressedSize: number;
  size: number;
  crc32: number;
  /** Where its local header stands in the file. */
  offset: number;
  /** Set when its record contradicts itself; the entry cannot be read. */
  damage?: string;
};

const END_RECORD = 0x06054b50;
const END_SIZE = 22;
const ZIP64_LOCATOR = 0x07064b50;
const ZIP64_END = 0x06064b50;
const ENTRY = 0x02014b50;
const ENTRY_SIZE = 46;
const MOST_COMMENT = 0xffff;
/** More are nobody's documents; each costs memory. */
const MOST_ENTRIES = 100_000;
const UTF8_NAMES = 0x0800;
const UNKNOWN_32 = 0xffffffff;

type Directory = { offset: number; size: number; count: number; endsAt: number };

/** @throws Refusal `corrupt_document`, `limit_exceeded`. */
export function readZipDirectory(bytes: Uint8Array): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const directory = findDirectory(view);
  if (directory.count > MOST_ENTRIES)
    throw new Refusal('limit_exceeded', `The ZIP archive has more than ${MOST_ENTRIES} entries. Split it.`);
  // Bytes before the archive (a self-extractor's program) shift all that it says of itself.
  const shift = Math.max(0, directory.endsAt - directory.size - directory.offset);
  const entries: ZipEntry[] = [];
  let at = directory.offset + shift;
  for (let number = 0; number < directory.count; number++) {
    if (at + ENTRY_SIZE > bytes.length || view.getUint32(at, true) !== ENTRY)
      throw damaged('an entry of its central directory is invalid');
    const length = ENTRY_SIZE + view.getUint16(at + 28, true) + view.getUint16(at + 30, true);
    if (at + length > bytes.length) throw damaged('an entry of its central directory is cut off');
    entries.push(readEntry(bytes, view, at, shift));
    at += length + view.getUint16(at + 32, true);
  }
  return entries;
}

export const damaged = (what: string): Refusal =>
  new Refusal('corrupt_document', `The ZIP archive is damaged: ${what}. Make or upload it again.`);

function findDirectory(view: DataView): Directory {
  const lowest = Math.max(0, view.byteLength - END_SIZE - MOST_COMMENT);
  for (let at = view.byteLength - END_SIZE; at >= lowest; at--) {
    if (view.getUint32(at, true) !== END_RECORD) continue;
    if (at + END_SIZE + view.getUint16(at + 20, true) > view.byteLength) continue;
    return zip64Directory(view, at) ?? plainDirectory(view, at);
  }
  throw damaged('its end, with the central directory, is missing (unexpected end of file)');
}

function plainDirectory(view: DataView, at: number): Directory {
  if (view.getUint16(at + 4, true) !== 0)
    throw new Refusal('unsupported_type', 'The file is one part of a split ZIP archive. Join its parts.');
  return {
    count: view.getUint16(at + 10, true),
    size: view.getUint32(at + 12, true),
    offset: view.getUint32(at + 16, true),
    endsAt: at,
  };
}

function zip64Directory(view: DataView, end: number): Directory | undefined {
  const locator = end - 20;
  if (locator < 0 || view.getUint32(locator, true) !== ZIP64_LOCATOR) return undefined;
  const at = Number(view.getBigUint64(locator + 8, true));
  if (at + 56 > view.byteLength || view.getUint32(at, true) !== ZIP64_END)
    throw damaged('the signature of its ZIP64 end of central directory record is invalid');
  return {
    count: Number(view.getBigUint64(at + 32, true)),
    size: Number(view.getBigUint64(at + 40, true)),
    offset: Number(view.getBigUint64(at + 48, true)),
    endsAt: at,
  };
}

function readEntry(bytes: Uint8Array, view: DataView, at: number, shift: number): ZipEntry {
  const flags = view.getUint16(at + 8, true);
  const nameEnd = at + ENTRY_SIZE + view.getUint16(at + 28, true);
  const rawName = bytes.subarray(at + ENTRY_SIZE, nameEnd);
  const entry: ZipEntry = {
    name: '',
    method: view.getUint16(at + 10, true),
    encrypted: (flags & 1) === 1,
    crc32: view.getUint32(at + 16, true),
    compressedSize: view.getUint32(at + 20, true),
    size: view.getUint32(at + 24, true),
    offset: view.getUint32(at + 42, true),
  };
  const name = readExtraFields(view, nameEnd, nameEnd + view.getUint16(at + 30, true), rawName, entry);
  entry.name = (name ?? decodeName(rawName, (flags & UTF8_NAMES) !== 0)).replaceAll('\\', '/');
  entry.offset += shift;
  return entry;
}

/** Takes over 64-bit sizes; gives the Unicode name (0x7075) when it is still that of this entry. */
function readExtraFields(
  view: DataView,
  start: number,
  end: number,
  rawName: Uint8Array,
  entry: ZipEntry,
): string | undefined {
  let name: string | undefined;
  for (let at = start; at + 4 <= end; ) {
    const id = view.getUint16(at, true);
    const next = at + 4 + view.getUint16(at + 2, true);
    if (next > end) {
      entry.damage = 'the length of an extra field exceeds the extra fields';
      break;
    }
    if (id === 0x0001) readZip64Field(view, at + 4, next, entry);
    if (id === 0x7075 && next - at > 9 && view.getUint32(at + 5, true) === crc32(rawName))
      name = decodeName(new Uint8Array(view.buffer, view.byteOffset + at + 9, next - at - 9), true);
    at = next;
  }
  return name;
}

function readZip64Field(view: DataView, start: number, end: number, entry: ZipEntry): void {
  let at = start;
  for (const field of ['size', 'compressedSize', 'offset'] as const) {
    if (entry[field] !== UNKNOWN_32) continue;
    if (at + 8 > end) {
      entry.damage = 'its ZIP64 field is too short';
      return;
    }
    entry[field] = Number(view.getBigUint64(at, true));
    at += 8;
  }
}

/** Names are UTF-8 when they say so, or are valid as such; else code page 437, as DOS had it. */
function decodeName(raw: Uint8Array, utf8: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: !utf8 }).decode(raw);
  } catch {
    return Array.from(raw, (byte) => (byte < 128 ? String.fromCharCode(byte) : CP437[byte - 128])).join('');
  }
}
