import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readWhole } from '#shared/extraction/read-document.ts';
import { limitsOf } from '#shared/runtime/limits.ts';
import type { Corpus } from './corpora.ts';

/** What cuts are looked for in: the corpora, and layout text full of tables – the 10-Q filings where they are there. */
export async function cutTexts(folder: string, corpora: readonly Corpus[]): Promise<string[]> {
  const root = join(folder, 'c3_docugami_10q');
  const names = existsSync(root) ? readdirSync(root).filter((name) => name.endsWith('.pdf')) : [];
  const filings: string[] = [];
  for (const fileName of names.sort()) {
    const bytes = readFileSync(join(root, fileName));
    const { text } = await readWhole({ bytes, fileName, settings: {}, limits: limitsOf({}), progress() {} });
    filings.push(text);
  }
  return [...corpora.map(({ text }) => text), ...filings];
}
