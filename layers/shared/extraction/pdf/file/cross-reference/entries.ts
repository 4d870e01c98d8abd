import { NotPlain, type PdfDict } from '../types.ts';

/** What is known of an object's place. */
export const UNKNOWN = 0;
export const FREE = 1;
/** `place` is an offset in the file, `detail` the generation. */
export const IN_FILE = 2;
/** `place` is the number of an object stream, `detail` the index in it. */
export const IN_STREAM = 3;

/** Where each object stands: entry `n` of each array is object `n`'s. */
export type Entries = { kinds: Uint8Array; places: Uint32Array; details: Uint32Array };

/** Where all objects stand, and the newest trailer. */
export type CrossReference = { entries: Entries; trailer: PdfDict };

/** PDFium knows no higher object number. */
const MOST_OBJECTS = 4 * 1024 * 1024;
const LARGEST = 2 ** 32 - 1;

export const newEntries = (count: number): Entries => ({
  kinds: new Uint8Array(count),
  places: new Uint32Array(count),
  details: new Uint32Array(count),
});

/** Notes an entry unless a newer one is known: sections are read from the newest to the oldest. */
export function addEntry(entries: Entries, object: number, kind: number, place: number, detail: number) {
  if (object >= entries.kinds.length) grow(entries, object + 1);
  if (entries.kinds[object] !== UNKNOWN) return;
  if (place > LARGEST || detail > LARGEST) throw new NotPlain('A cross-reference entry is out of bounds');
  entries.kinds[object] = kind;
  entries.places[object] = place;
  entries.details[object] = detail;
}

function grow(entries: Entries, count: number) {
  if (count > MOST_OBJECTS) throw new NotPlain('An object number is out of bounds');
  const larger = newEntries(Math.min(MOST_OBJECTS, Math.max(256, count, entries.kinds.length * 2)));
  larger.kinds.set(entries.kinds);
  larger.places.set(entries.places);
  larger.details.set(entries.details);
  Object.assign(entries, larger);
}
