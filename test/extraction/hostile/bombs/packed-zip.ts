import { deflateRepeated, type Repeated } from './deflate-repeated.ts';

export type PackedEntry = { name: string; packed: Uint8Array; size: number; crc: number; method?: 0 | 8 };

/** An entry whose content would be too large to have. */
export const repeatedEntry = (name: string, pieces: readonly Repeated[]): PackedEntry => ({
  name,
  ...deflateRepeated(pieces),
});

/** A ZIP file of packed entries; with `shared`, all of them are the first one's data under many names. */
export function packedZip(entries: readonly PackedEntry[], { shared = false } = {}): Buffer {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  entries.forEach((entry, index) => {
    const name = Buffer.from(entry.name);
    const at = shared ? 0 : offset;
    if (!shared || index === 0) {
      const local = header(Buffer.alloc(30), 0x04034b50, 6, entry, name.length);
      for (const part of [local, name, entry.packed]) {
        parts.push(part);
        offset += part.length;
      }
    }
    const central = header(Buffer.alloc(46), 0x02014b50, 8, entry, name.length);
    central.writeUInt32LE(at, 42);
    directory.push(central, name);
  });
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([...parts, ...directory, endOf(entries.length, size, offset)]);
}

function header(into: Buffer, mark: number, at: number, entry: PackedEntry, nameLength: number): Buffer {
  into.writeUInt32LE(mark, 0);
  into.writeUInt16LE(0x0800, at);
  into.writeUInt16LE(entry.method ?? 8, at + 2);
  into.writeUInt32LE(entry.crc, at + 8);
  into.writeUInt32LE(entry.packed.length, at + 12);
  into.writeUInt32LE(Math.min(entry.size, 0xfffffffe), at + 16);
  into.writeUInt16LE(nameLength, at + 20);
  return into;
}

/** ZIP64's end, its locator and the plain end. */
function endOf(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(56 + 20 + 22);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeBigUInt64LE(BigInt(count), 24);
  end.writeBigUInt64LE(BigInt(count), 32);
  end.writeBigUInt64LE(BigInt(size), 40);
  end.writeBigUInt64LE(BigInt(offset), 48);
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(BigInt(offset + size), 64);
  end.writeUInt32LE(1, 72);
  end.writeUInt32LE(0x06054b50, 76);
  end.writeUInt16LE(Math.min(count, 0xffff), 84);
  end.writeUInt16LE(Math.min(count, 0xffff), 86);
  end.writeUInt32LE(size, 88);
  end.writeUInt32LE(offset, 92);
  return end;
}
