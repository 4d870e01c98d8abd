import { promisify } from 'node:util';
import { crc32, inflateRaw, inflateRawSync } from 'node:zlib';
import { Refusal } from '../conversion/protocol.ts';
import { damaged, readZipDirectory, type ZipEntry } from './zip-directory.ts';

export type { ZipEntry } from './zip-directory.ts';

/** `bytesLeft`: what entries may still expand to in all; counted down as they are read, shared among readers. */
export type ExpandedBytes = { bytesLeft: number };

export type ZipFile = {
  /** In the order of the central directory, folders too. */
  entries: readonly ZipEntry[];
  /** The first entry of this exact name. */
  find(name: string): ZipEntry | undefined;
  /** Throws when the directory and the file contradict each other about an entry. */
  check(entry: ZipEntry): void;
  /** Reads one entry at once. */
  read(entry: ZipEntry): Uint8Array;
  /** The same without holding up the calling thread while it is inflated. */
  readAside(entry: ZipEntry): Promise<Uint8Array>;
};

const METHODS: Record<number, string> = {
  1: 'Shrink',
  6: 'Implode',
  9: 'Deflate64',
  12: 'BZIP2',
  14: 'LZMA',
  93: 'Zstandard',
  95: 'XZ',
  98: 'PPMd',
};
const LOCAL_HEADER = 0x04034b50;
/** Bytes of a local header without its name. */
export const LOCAL_SIZE = 30;
const inflateAside = promisify(inflateRaw);
/** Bytes that Deflate makes of one at most. */
const MOST_DEFLATED = 1032;
const MOST_UNCLAIMED = 64 * 1024 * 1024;
const DEFAULT_CHUNK = 16 * 1024;

/**
 * Opens a ZIP file by its central directory; nothing is inflated until it is asked for, and never more than
 * `expanded` allows, whatever sizes the file claims.
 *
 * @throws Refusal `corrupt_document` (the directory, an entry's data or its checksum), `limit_exceeded`,
 *   `encrypted_document` and `unsupported_type` (of one entry).
 */
export function openZip(bytes: Uint8Array, expanded: ExpandedBytes): ZipFile {
  const entries = readZipDirectory(bytes);
  const byName = new Map<string, ZipEntry>();
  for (const entry of entries) if (!byName.has(entry.name)) byName.set(entry.name, entry);
  return {
    entries,
    find: (name) => byName.get(name),
    check: (entry) => void locate(bytes, entry),
    read: (entry) => {
      const data = packedData(bytes, entry);
      if (entry.method === 0) return checked(entry, data, expanded);
      return checked(
        entry,
        inflated(expanded, () => inflateRawSync(data, bounds(entry, expanded))),
        expanded,
      );
    },
    readAside: async (entry) => {
      const data = packedData(bytes, entry);
      // A reader may give its bytes away, so they must not be the archive's own.
      if (entry.method === 0) return checked(entry, Uint8Array.from(data), expanded);
      try {
        return checked(entry, await inflateAside(data, bounds(entry, expanded)), expanded);
      } catch (error) {
        throw asRefusal(error, expanded);
      }
    },
  };
}

/**
 * The claimed size is taken as one piece, for pieces are held twice when they are put together. An entry that unpacks
 * to much more than it claims is a bomb.
 */
function bounds({ size, compressedSize }: ZipEntry, { bytesLeft }: ExpandedBytes) {
  const expected = Math.min(size, bytesLeft, compressedSize * MOST_DEFLATED);
  return {
    maxOutputLength: Math.max(1, Math.min(bytesLeft, Math.max(size, MOST_UNCLAIMED))),
    chunkSize: Math.max(DEFAULT_CHUNK, expected + 1),
  };
}

function inflated(expanded: ExpandedBytes, inflate: () => Uint8Array): Uint8Array {
  try {
    return inflate();
  } catch (error) {
    throw asRefusal(error, expanded);
  }
}

function packedData(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const data = locate(bytes, entry);
  if (entry.encrypted)
    throw new Refusal(
      'encrypted_document',
      'The entry of the ZIP archive is encrypted. Make the archive without a password.',
    );
  if (entry.method !== 0 && entry.method !== 8)
    throw new Refusal(
      'unsupported_type',
      `The entry of the ZIP archive is packed by ${METHODS[entry.method] ?? `method ${entry.method}`}, which is not supported. Make the archive with the usual method, Deflate.`,
    );
  return data;
}

function locate(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  if (entry.damage) throw damaged(entry.damage);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { offset } = entry;
  if (offset + LOCAL_SIZE > bytes.length || view.getUint32(offset, true) !== LOCAL_HEADER)
    throw damaged('an entry has no local header (unexpected end of file)');
  const start = offset + LOCAL_SIZE + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const end = start + entry.compressedSize;
  if (end > bytes.length)
    throw damaged(
      `the data of an entry overflow the file's bounds (${start} + ${entry.compressedSize} > ${bytes.length})`,
    );
  return bytes.subarray(start, end);
}

function checked(entry: ZipEntry, data: Uint8Array, expanded: ExpandedBytes): Uint8Array {
  if (data.length > expanded.bytesLeft) throw tooLarge();
  expanded.bytesLeft -= data.length;
  if (crc32(data) !== entry.crc32) throw damaged('the checksum of an entry is wrong');
  return data;
}

const tooLarge = () =>
  new Refusal(
    'limit_exceeded',
    'The file unpacks to more bytes than may be read. Split it, or raise MAX_EXPANDED_BYTES.',
  );

function asRefusal(error: unknown, expanded: ExpandedBytes): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ERR_BUFFER_TOO_LARGE') {
    expanded.bytesLeft = 0;
    return tooLarge();
  }
  if (!code.startsWith('Z_')) return error;
  return damaged(`an entry cannot be inflated (${(error as Error).message})`);
}
