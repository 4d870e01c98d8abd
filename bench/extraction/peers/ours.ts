import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readWhole } from '#shared/extraction/read-document.ts';
import { limitsOf } from '#shared/runtime/limits.ts';

/** The peers have no limit of pages. */
const LIMITS = limitsOf({ MAX_PAGES: 100_000 });

/** What this project's extraction makes of a PDF's text layer, page by page: beside the peers'. */
export async function ourText(file: string): Promise<string[]> {
  const { text, lines } = await readWhole({
    bytes: new Uint8Array(await readFile(file)),
    fileName: basename(file),
    settings: { mode: 'native_text' },
    limits: LIMITS,
  });
  const pages: string[] = [];
  for (const { page, start, end } of lines.pages) pages[page - 1] = text.slice(start, end);
  return Array.from(pages, (page) => page ?? '');
}
