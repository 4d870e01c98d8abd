import { type Budget, type Reader, readCount, readerOf, skipWord } from '../objects/reader.ts';
import { NotPlain, type PdfDict } from '../types.ts';
import {
  addEntry,
  type CrossReference,
  type Entries,
  FREE,
  IN_FILE,
  newEntries,
  UNKNOWN,
} from './entries.ts';
import { readCrossReferenceStream } from './stream.ts';
import { readTable } from './table.ts';

/** PDFium looks for the last `startxref` in so many bytes. */
const END = 4096;
const KEYWORD = 'startxref';
const MOST_SECTIONS = 512;

/**
 * Reads the cross-reference sections from the newest to the oldest (ISO 32000-1, 7.5.4 to 7.5.8). The trailer is the
 * newest one.
 */
export function readCrossReference(bytes: Uint8Array, budget: Budget): CrossReference {
  const entries = newEntries(0);
  const visited = new Set<number>();
  let newest: PdfDict | undefined;
  let offset = lastOffset(bytes, budget);
  while (offset !== 0) {
    if (visited.has(offset) || visited.size >= MOST_SECTIONS)
      throw new NotPlain('The cross-reference sections do not end');
    visited.add(offset);
    const reader = readerAt(bytes, offset, budget);
    const trailer = readSection(reader, entries);
    newest ??= trailer;
    offset = offsetIn(trailer, 'Prev');
  }
  if (!newest) throw new NotPlain('The file has no cross-reference section');
  return { entries, trailer: newest };
}

/** What stands behind the last `startxref`. */
function lastOffset(bytes: Uint8Array, budget: Budget): number {
  const start = Math.max(0, bytes.length - END);
  const tail = Buffer.from(bytes.subarray(start));
  const at = tail.lastIndexOf(KEYWORD);
  if (at < 0) throw new NotPlain('The file has no startxref');
  return readCount(readerOf(bytes, start + at + KEYWORD.length, budget));
}

function readerAt(bytes: Uint8Array, offset: number, budget: Budget): Reader {
  if (offset >= bytes.length) throw new NotPlain('A cross-reference section lies outside of the file');
  return readerOf(bytes, offset, budget);
}

/** An offset in a trailer; 0, which some writers write, is none. */
function offsetIn(trailer: PdfDict, key: string): number {
  const value = trailer.get(key) ?? 0;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    throw new NotPlain(`A trailer's ${key} is no offset`);
  return value;
}

function readSection(reader: Reader, entries: Entries): PdfDict {
  if (!skipWord(reader, 'xref')) return readCrossReferenceStream(reader, entries);
  const table = newEntries(0);
  const trailer = readTable(reader, table);
  checkSize(table, trailer);
  const hidden = offsetIn(trailer, 'XRefStm');
  if (hidden !== 0) reveal(table, readerAt(reader.bytes, hidden, reader.budget));
  merge(entries, table);
  return trailer;
}

/** PDFium forgets objects of a section whose numbers its trailer's /Size says there are none of. */
function checkSize({ kinds }: Entries, trailer: PdfDict): void {
  const size = trailer.get('Size');
  if (typeof size !== 'number') return;
  for (let object = Math.max(0, size); object < kinds.length; object++)
    if (kinds[object] === IN_FILE) throw new NotPlain('A trailer states too small a size');
}

/** A hybrid file's stream tells of objects that its table calls free (ISO 32000-1, 7.5.8.4). */
function reveal(table: Entries, reader: Reader) {
  const stream = newEntries(0);
  readCrossReferenceStream(reader, stream);
  for (let object = 0; object < table.kinds.length; object++) {
    const kind = stream.kinds[object] ?? UNKNOWN;
    if (kind === UNKNOWN || kind === FREE) continue;
    if (table.kinds[object] === FREE) table.kinds[object] = UNKNOWN;
    else if (table.kinds[object] === IN_FILE && !same(table, stream, object))
      throw new NotPlain('A table and its stream contradict each other');
  }
  merge(table, stream);
}

const same = (a: Entries, b: Entries, object: number): boolean =>
  a.kinds[object] === b.kinds[object] && a.places[object] === b.places[object];

/** Adds what `newer` does not know. */
function merge(newer: Entries, older: Entries) {
  for (let object = 0; object < older.kinds.length; object++) {
    const kind = older.kinds[object] as number;
    if (kind !== UNKNOWN)
      addEntry(newer, object, kind, older.places[object] as number, older.details[object] as number);
  }
}
