import { ours } from './chunkers.ts';
import { paragraph, randomFrom } from './made-text.ts';

/** How many chunks of 200 pages are new after one paragraph was changed, and so have to be embedded. */
export type Edits = { chunks: number; mean: number; most: number };

const PAGES = 200;
const ON_A_PAGE = 8;
const EDITS = 45;
const SETTINGS: [size: number, overlap: number][] = [
  [100, 0],
  [256, 0],
  [256, 25],
  [400, 40],
  [1000, 100],
];

/** What stands before a paragraph. */
const TEXTS: Record<string, (place: number) => string> = {
  'running text': () => '\n\n',
  pages: (place) => (place % ON_A_PAGE === 0 ? '\n\f' : '\n\n'),
  sections: (place) => (place % 12 === 0 ? `\n\n${place / 12 + 1}.1 Section number ${place}\n\n` : '\n\n'),
};

/** A paragraph is replaced, one is put in, or a word is put into one; each change by itself. */
export async function measureEdits(): Promise<Record<string, Edits>> {
  const report: Record<string, Edits> = {};
  for (const [size, overlap] of SETTINGS) {
    for (const [name, before] of Object.entries(TEXTS)) {
      report[`${size}/${overlap}, ${name}`] = await editsOf(before, size, overlap);
    }
  }
  return report;
}

async function editsOf(before: (place: number) => string, size: number, overlap: number): Promise<Edits> {
  const random = randomFrom(7);
  const made = () => paragraph(random, 2 + random(6));
  const parts = Array.from({ length: PAGES * ON_A_PAGE }, (_, place) => before(place) + made());
  const chunksOf = async (all: readonly string[]) => {
    const text = all.join('');
    return (await ours(size, overlap)(text)).map(({ start, end }) => text.slice(start, end));
  };
  const known = new Set(await chunksOf(parts));
  const fresh: number[] = [];
  for (let edit = 0; edit < EDITS; edit++) {
    const place = random(parts.length);
    const changed = [...parts];
    if (edit % 3 === 0) changed[place] = before(place) + made();
    else if (edit % 3 === 1) changed.splice(place, 0, `\n\n${made()}`);
    else changed[place] = (parts[place] ?? '').replace(/(\w) (\w)/, '$1 new $2');
    fresh.push((await chunksOf(changed)).filter((chunk) => !known.has(chunk)).length);
  }
  const mean = fresh.reduce((sum, count) => sum + count, 0) / fresh.length;
  return { chunks: known.size, mean: Math.round(mean * 10) / 10, most: Math.max(...fresh) };
}
