const SECTOR = 512;
const NONE = 0xffffffff;

/** A compound file ([MS-CFB]) with empty streams of these names at its root: at most three, one directory sector. */
export function makeCompound(names: readonly string[], firstStream = new Uint8Array()): Buffer {
  const file = Buffer.alloc(SECTOR * (3 + Math.ceil(firstStream.length / SECTOR)));
  file.write('d0cf11e0a1b11ae1', 0, 'hex');
  file.writeUInt16LE(9, 30);
  file.writeUInt32LE(1, 44);
  file.writeUInt32LE(1, 48);
  file.fill(0xff, 76, SECTOR);
  file.writeUInt32LE(0, 76);
  // Sector 0: the allocation table. Sector 1, the directory, ends there.
  file.fill(0xff, SECTOR, 2 * SECTOR);
  file.writeUInt32LE(0xfffffffd, SECTOR);
  file.writeUInt32LE(0xfffffffe, SECTOR + 4);
  ['Root Entry', ...names].forEach((name, index) => {
    const at = 2 * SECTOR + index * 128;
    file.write(name, at, 'utf16le');
    file.writeUInt16LE(name.length * 2 + 2, at + 64);
    file.writeUInt8(index === 0 ? 5 : 2, at + 66);
    file.writeUInt32LE(NONE, at + 68);
    file.writeUInt32LE(index > 0 && index < names.length ? index + 1 : NONE, at + 72);
    file.writeUInt32LE(index === 0 ? 1 : NONE, at + 76);
    file.writeUInt32LE(2, at + 116);
    file.writeUInt32LE(index === 1 ? firstStream.length : 0, at + 120);
  });
  file.set(firstStream, 3 * SECTOR);
  return file;
}
