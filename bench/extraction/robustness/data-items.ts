import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One file of the sets of damaged, encrypted and odd files, and what is expected of it. */
export type Item = {
  set: string;
  file: string;
  name: string;
  class: string;
  expect: string;
  password?: string;
};

const SETS = /^d[1-4]_/;

export async function badFiles(data: string): Promise<Item[]> {
  const items: Item[] = [];
  for (const set of (await readdir(data)).filter((name) => SETS.test(name)).sort()) {
    const lines = (await readFile(join(data, set, 'items.jsonl'), 'utf8')).split('\n').filter(Boolean);
    for (const line of lines) {
      const { input, class: kind, expect, password } = JSON.parse(line);
      items.push({
        set,
        file: join(data, set, input),
        name: input,
        class: kind,
        expect,
        password: password ?? PASSWORDS[input],
      });
    }
  }
  return items;
}

/** Where the set's note says it in words. */
const PASSWORDS: Record<string, string> = {
  'pdfium__encrypted_hello_world_r2.pdf': 'hôtel',
  'pdfium__encrypted_hello_world_r3.pdf': 'hôtel',
  'pdfium__encrypted_hello_world_r5.pdf': 'hôtel',
};
