import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The items of a data set; none where the data folder does not have it. */
export function readItems<T>(folder: string): T[] {
  let text: string;
  try {
    text = readFileSync(join(folder, 'items.jsonl'), 'utf8');
  } catch {
    return [];
  }
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T);
}
