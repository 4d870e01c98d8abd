/** One stream or storage right below the root of a compound file ([MS-CFB] 2.6). */
export type CompoundEntry = { name: string; firstBytes: Uint8Array };

export const COMPOUND_FILE = 'd0cf11e0a1b11ae1';

const END_OF_CHAIN = 0xfffffffa;
const NONE = 0xffffffff;
const ENTRY_SIZE = 128;
const SMALL_STREAM = 4096;
const SMALL_SECTOR = 64;
/** More streams beside each other than any document has. */
const MOST_ENTRIES = 4096;

/**
 * The entries at the top of a compound file (DOC, XLS, PPT, MSG, encrypted OOXML …), by which its kind is told. What
 * a damaged file does not give is left out.
 */
export function readCompoundRoot(bytes: Uint8Array): CompoundEntry[] {
  if (bytes.length < 512) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sectorSize = 1 << Math.min(Math.max(view.getUint16(30, true), 7), 16);
  const directory = chain(view, sectorSize, view.getUint32(48, true));
  const entryAt = (id: number): number | undefined => {
    const sector = directory[Math.floor((id * ENTRY_SIZE) / sectorSize)];
    const at =
      sector === undefined ? bytes.length : (sector + 1) * sectorSize + ((id * ENTRY_SIZE) % sectorSize);
    return at + ENTRY_SIZE <= bytes.length ? at : undefined;
  };
  const root = entryAt(0);
  if (root === undefined) return [];
  const smallStreams = (view.getUint32(root + 116, true) + 1) * sectorSize;
  const found: CompoundEntry[] = [];
  const seen = new Set<number>();
  const waiting = [view.getUint32(root + 76, true)];
  for (let id = waiting.pop(); id !== undefined && seen.size < MOST_ENTRIES; id = waiting.pop()) {
    const at = id === NONE || seen.has(id) ? undefined : entryAt(id);
    if (at === undefined) continue;
    seen.add(id);
    found.push({ name: nameOf(view, at), firstBytes: startOf(view, sectorSize, at, smallStreams) });
    waiting.push(view.getUint32(at + 68, true), view.getUint32(at + 72, true));
  }
  return found;
}

/** Sectors of the directory, by the allocation table's sectors that the header lists; the rest is not needed. */
function chain(view: DataView, sectorSize: number, first: number): number[] {
  const perSector = sectorSize / 4;
  const sectors: number[] = [];
  for (let sector = first; sector < END_OF_CHAIN && sectors.length < MOST_ENTRIES; ) {
    sectors.push(sector);
    const table = Math.floor(sector / perSector);
    const tableSector = table < 109 ? view.getUint32(76 + table * 4, true) : NONE;
    const at = (tableSector + 1) * sectorSize + (sector % perSector) * 4;
    if (tableSector >= END_OF_CHAIN || at + 4 > view.byteLength) break;
    sector = view.getUint32(at, true);
  }
  return sectors;
}

function nameOf(view: DataView, at: number): string {
  const length = Math.min(Math.max(view.getUint16(at + 64, true) - 2, 0), 62);
  return Buffer.from(view.buffer, view.byteOffset + at, length).toString('utf16le');
}

/** The first bytes of a stream; `smallStreams`: where the container of those below 4 KB begins. Empty for a storage. */
function startOf(view: DataView, sectorSize: number, at: number, smallStreams: number): Uint8Array {
  if (view.getUint8(at + 66) !== 2) return new Uint8Array();
  const sector = view.getUint32(at + 116, true);
  const small = view.getUint32(at + 120, true) < SMALL_STREAM;
  const start = small ? smallStreams + sector * SMALL_SECTOR : (sector + 1) * sectorSize;
  if (start >= view.byteLength) return new Uint8Array();
  const length = Math.min(small ? SMALL_SECTOR : sectorSize, view.byteLength - start);
  return new Uint8Array(view.buffer, view.byteOffset + start, length);
}
