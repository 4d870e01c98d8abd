import type { Bomb } from './bomb.ts';
import { deflateRepeated } from './deflate-repeated.ts';
import { packedZip, repeatedEntry } from './packed-zip.ts';

const MEGABYTE = Buffer.alloc(1024 * 1024, 'a\n');

export const ZIP_BOMBS: readonly Bomb[] = [
  { name: 'ZIP, one entry, bytes', fileName: 'flat.zip', full: 10 * 2 ** 30, small: 2 ** 30, make: flat },
  {
    name: 'ZIP, one entry that claims 10 bytes',
    fileName: 'undeclared.zip',
    full: 10 * 2 ** 30,
    small: 2 ** 30,
    make: (size) => packedZip([{ ...repeatedEntry('a.txt', [[MEGABYTE, size / 2 ** 20]]), size: 10 }]),
  },
  {
    name: 'ZIP, one entry just below the limit, bytes',
    fileName: 'below.zip',
    full: 510 * 2 ** 20,
    make: flat,
  },
  {
    name: 'ZIP, entries that share their data',
    fileName: 'shared.zip',
    full: 60_000,
    small: 2_000,
    make: (size) => {
      const packed = deflateRepeated([[MEGABYTE, 20]]);
      const entries = Array.from({ length: size }, (_none, index) => ({ name: `${index}.txt`, ...packed }));
      return packedZip(entries, { shared: true });
    },
  },
  {
    name: 'ZIP, empty entries',
    fileName: 'entries.zip',
    full: 1_000_000,
    small: 150_000,
    make: (size) => {
      const packed = deflateRepeated([['text', 1]]);
      const entries = Array.from({ length: size }, (_none, index) => ({ name: `${index}.txt`, ...packed }));
      return packedZip(entries, { shared: true });
    },
  },
  {
    name: 'ZIP, small texts',
    fileName: 'texts.zip',
    full: 90_000,
    make: (size) => {
      const packed = deflateRepeated([['some text', 1]]);
      const entries = Array.from({ length: size }, (_none, index) => ({ name: `${index}.txt`, ...packed }));
      return packedZip(entries, { shared: true });
    },
  },
  {
    name: 'ZIPs in each other, levels',
    fileName: 'levels.zip',
    full: 1000,
    small: 50,
    make: (size) => {
      let inner: Buffer = Buffer.from('text');
      for (let level = 0; level < size; level++)
        inner = packedZip([repeatedEntry(level === 0 ? 'a.txt' : 'a.zip', [[inner, 1]])]);
      return inner;
    },
  },
  {
    name: 'ZIPs in each other, ten a level, bytes',
    fileName: 'tree.zip',
    full: 10 * 2 ** 30,
    small: 2 ** 31,
    make: (size) => {
      let inner = flat(size / 100);
      for (let level = 0; level < 2; level++) {
        const packed = deflateRepeated([[inner, 1]]);
        inner = packedZip(
          Array.from({ length: 10 }, (_none, index) => ({ name: `${index}.zip`, ...packed })),
        );
      }
      return inner;
    },
  },
];

function flat(size: number): Buffer {
  return packedZip([repeatedEntry('a.txt', [[MEGABYTE, Math.ceil(size / 2 ** 20)]])]);
}
