import { crc32, deflateRawSync } from 'node:zlib';

type Entry = {
  name: string;
  data?: Uint8Array | string;
  /** Deflated unless it says otherwise. */
  method?: 0 | 8 | 12;
  flags?: number;
  rawName?: Uint8Array;
  extra?: Uint8Array;
  /** Sizes behind the data, as streams write them. */
  descriptor?: boolean;
  /** What the directory claims instead of the truth. */
  claims?: { compressedSize?: number; size?: number; crc?: number };
};

const bytesOf = (data: Uint8Array | string): Uint8Array =>
  typeof data === 'string' ? Buffer.from(data) : data;

/** A ZIP file byte by byte (APPNOTE.TXT), so that it can be as odd as a test needs it. */
export function makeZip(
  entries: readonly Entry[],
  { prefix = new Uint8Array(), zip64 = false } = {},
): Buffer {
  const parts: Uint8Array[] = [prefix];
  const directory: Uint8Array[] = [];
  let offset = prefix.length;
  const push = (part: Uint8Array): void => {
    parts.push(part);
    offset += part.length;
  };
  for (const entry of entries) {
    const data = bytesOf(entry.data ?? '');
    const name = entry.rawName ?? Buffer.from(entry.name);
    const method = entry.method ?? 8;
    const packed = method === 8 ? deflateRawSync(data) : data;
    const flags = (entry.flags ?? 0x0800) | (entry.descriptor ? 8 : 0);
    const crc = entry.claims?.crc ?? crc32(data);
    const packedSize = entry.claims?.compressedSize ?? packed.length;
    const size = entry.claims?.size ?? data.length;
    const extra = entry.extra ?? new Uint8Array();
    const at = offset;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(flags, 6);
    local.writeUInt16LE(method, 8);
    if (!entry.descriptor) {
      local.writeUInt32LE(crc, 14);
      local.writeUInt32LE(packedSize, 18);
      local.writeUInt32LE(size, 22);
    }
    local.writeUInt16LE(name.length, 26);
    for (const part of [local, name, packed]) push(part);
    if (entry.descriptor) push(Buffer.from('504b0708'.padEnd(32, '0'), 'hex'));
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(flags, 8);
    central.writeUInt16LE(method, 10);
    central.writeUInt32LE(crc, 16);
    central.writeUInt32LE(packedSize, 20);
    central.writeUInt32LE(size, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt16LE(extra.length, 30);
    central.writeUInt32LE(at - prefix.length, 42);
    directory.push(central, name, extra);
  }
  const start = offset - prefix.length;
  for (const part of directory) push(part);
  const size = offset - prefix.length - start;
  if (zip64) {
    const at = offset - prefix.length;
    const end = Buffer.alloc(56 + 20);
    end.writeUInt32LE(0x06064b50, 0);
    end.writeBigUInt64LE(44n, 4);
    end.writeBigUInt64LE(BigInt(entries.length), 24);
    end.writeBigUInt64LE(BigInt(entries.length), 32);
    end.writeBigUInt64LE(BigInt(size), 40);
    end.writeBigUInt64LE(BigInt(start), 48);
    end.writeUInt32LE(0x07064b50, 56);
    end.writeBigUInt64LE(BigInt(at), 64);
    push(end);
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(zip64 ? 0xffff : entries.length, 8);
  end.writeUInt16LE(zip64 ? 0xffff : entries.length, 10);
  end.writeUInt32LE(zip64 ? 0xffffffff : size, 12);
  end.writeUInt32LE(zip64 ? 0xffffffff : start, 16);
  push(end);
  return Buffer.concat(parts);
}
