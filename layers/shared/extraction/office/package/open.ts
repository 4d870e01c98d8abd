import { readZipDirectory, type ZipEntry } from '../../archive/zip-directory.ts';
import { Damaged } from '../damaged.ts';
import { type Budget, inflateEntry } from './inflate.ts';

/** The parts of an Office file, by name; case and a leading slash do not count. */
export type Package = {
  has(part: string): boolean;
  names(): string[];
  /** The content, piece by piece. Throws Damaged, for a part that is missing too. */
  read(part: string): Iterable<Uint8Array>;
  expandedBytes(): number;
};

/** @throws Refusal as `readZipDirectory`. */
export function openPackage(bytes: Uint8Array, maxExpandedBytes: number): Package {
  const entries = new Map<string, ZipEntry>();
  for (const entry of readZipDirectory(bytes)) entries.set(keyOf(entry.name), entry);
  const budget: Budget = { bytesLeft: maxExpandedBytes, total: maxExpandedBytes };
  const read = (part: string): Iterable<Uint8Array> => {
    const entry = entries.get(keyOf(part));
    if (!entry) throw new Damaged('it is missing');
    return inflateEntry(bytes, entry, budget);
  };
  return {
    has: (part) => entries.has(keyOf(part)),
    names: () => [...entries.values()].map(({ name }) => name),
    read,
    expandedBytes: () => budget.total - budget.bytesLeft,
  };
}

const keyOf = (name: string): string => name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();

/** Bytes of a flat file at a time. */
const STEP = 64 * 1024;

/** OpenDocument in one XML file, as a package whose content is that file; its styles stand in it too. */
export const flatPackage = (bytes: Uint8Array): Package => ({
  has: (part) => part === 'content.xml',
  names: () => [],
  *read() {
    for (let at = 0; at < bytes.length; at += STEP) yield bytes.subarray(at, at + STEP);
  },
  expandedBytes: () => 0,
});
