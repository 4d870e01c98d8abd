import { findQuote, saysEnough } from './find-quote.ts';
import { elsewhere, placesInside, placesOf } from './ground-scalar.ts';
import type { Range, TextIndex } from './text-index.ts';
import type { Grounding, GroundingRequest, Place } from './types.ts';

/** Leaves of a JSON value that are looked up; what is beyond is not judged. */
const MOST_LEAVES = 400;
/** A JSON value counts as grounded when at least this share of its leaves stands in the text. */
const GROUNDED_SHARE = 0.8;
/** A place on the lines of the values that it belongs to. */
const BESIDE = 0.9;

/**
 * Aligns the leaves of a JSON value. Those that stand in one place only come first; the others are looked for on the
 * same lines as what they belong to, so that the 2 of one table row is not found in another.
 */
export function groundJson({ value, quote, within }: GroundingRequest, index: TextIndex): Grounding {
  const leaves = leavesOf(value).slice(0, MOST_LEAVES);
  if (leaves.length === 0) return { places: [], grounded: null };
  const quoted = quote ? findQuote(quote, index, within) : undefined;
  const where = quoted ? [quoted, ...within] : within;
  const found = new Map<Leaf, Place>();
  const note = (leaf: Leaf, place: (Range & { score: number }) | undefined) => {
    if (place) found.set(leaf, { ...place, path: leaf.path });
  };
  const open = leaves.filter((leaf) => placesOf(leaf.value, index, where).length > 1);
  for (const leaf of leaves)
    if (!open.includes(leaf)) note(leaf, elsewhere(leaf.value, 'text', where, index));
  for (const leaf of open) {
    const lines = linesAround(siblingsOf(leaf, found), index.text);
    const beside = lines && placesInside(leaf.value, lines, index)[0];
    note(leaf, beside ? { ...beside, score: BESIDE } : elsewhere(leaf.value, 'text', where, index));
  }
  // A "1" that is found beside nothing shows nothing, neither that it is right nor that it is wrong.
  const judged = leaves.filter((leaf) => found.has(leaf) || saysEnough(String(leaf.value)));
  const places = leaves.flatMap((leaf) => found.get(leaf) ?? []);
  return { places, grounded: places.length > 0 && places.length >= judged.length * GROUNDED_SHARE };
}

type Leaf = { path: (string | number)[]; value: string | number };

/** Texts and numbers of a JSON value; yes, no and null cannot be looked up. */
function leavesOf(value: unknown, path: (string | number)[] = []): Leaf[] {
  if (typeof value === 'number') return [{ path, value }];
  if (typeof value === 'string') return value.trim() === '' ? [] : [{ path, value }];
  if (Array.isArray(value)) return value.flatMap((item, index) => leavesOf(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, key]));
}

/** Places of the leaves of the same object or list. */
function siblingsOf({ path }: Leaf, found: ReadonlyMap<Leaf, Place>): Place[] {
  const parent = JSON.stringify(path.slice(0, -1));
  return [...found.values()].filter((place) => JSON.stringify(place.path.slice(0, -1)) === parent);
}

/** The whole lines from the first place to the last one. */
function linesAround(places: readonly Range[], text: string): Range | undefined {
  if (places.length === 0) return undefined;
  const first = Math.min(...places.map((place) => place.start));
  const last = Math.max(...places.map((place) => place.end));
  const end = text.indexOf('\n', last);
  return { start: text.lastIndexOf('\n', first) + 1, end: end < 0 ? text.length : end };
}
