import { readZipDirectory, type ZipEntry } from '../../archive/zip-directory.ts';
import { Refusal } from '../../conversion/protocol.ts';
import { Damaged } from '../damaged.ts';
import { type Budget, inflateEntry } from './inflate.ts';

/** The parts of an Office file, by name; case and a leading slash do not count. */
export type Package = {
  has(part: string): boolean;
  names(): string[];
  /** The content, piece by piece. Throws Damaged, for a part that is missing too. */
  read(part: string): Iterable<Uint8Array>;
  /** A small part as a whole. Throws Damaged, Refusal `limit_exceeded` beyond 1 MB. */
  text(part: string): string;
  expandedBytes(): number;
};

const MOST_OF_A_SMALL_PART = 1024 * 1024;

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
    text: (part) => wholeOf(read(part)),
    expandedBytes: () => budget.total - budget.bytesLeft,
  };
}

const keyOf = (name: string): string => name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();

function wholeOf(pieces: Iterable<Uint8Array>): string {
  const decoder = new TextDecoder();
  let text = '';
  for (const piece of pieces) {
    text += decoder.decode(piece, { stream: true });
    if (text.length > MOST_OF_A_SMALL_PART)
      throw new Refusal(
        'limit_exceeded',
        'A part of the file that is small in any other is larger than 1 MB.',
      );
  }
  return text + decoder.decode();
}
