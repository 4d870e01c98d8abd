import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Sets of damaged files, which say nothing of layout. */
const DAMAGED = /^d\d/;

/** All PDFs of the data sets, as paths relative to the data folder, in a fixed order. */
export async function pdfFiles(data: string, sets: RegExp = /./): Promise<string[]> {
  const entries = await readdir(data, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.pdf'))
    .map((entry) => relative(data, join(entry.parentPath, entry.name)))
    .filter((file) => !DAMAGED.test(file) && sets.test(file))
    .sort();
}
