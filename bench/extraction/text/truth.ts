import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readItems } from '../items.ts';

/** A document and the texts that are right for it; the best match counts. */
export type TextItem = { set: string; id: string; file: string; truths: readonly string[] };

type Item = { id: string; input: string; expected: string; expected_sorted?: string; format?: string };

const SETS = ['b1_pypdf_benchmark', 'b2_pdfbox_text', 'b3_docling_multi'];

/** The PDFs of b1 to b3 that are in the data folder. */
export function textItems(data: string): TextItem[] {
  return SETS.flatMap((set) =>
    itemsOf(join(data, set)).map(({ id, input, expected, expected_sorted }) => ({
      set: set.slice(0, 2),
      id,
      file: join(data, set, input),
      truths: [expected, expected_sorted]
        .filter((name) => name !== undefined)
        .map((name) => truthOf(readFileSync(join(data, set, name), 'utf8'), name)),
    })),
  );
}

const itemsOf = (folder: string): Item[] =>
  readItems<Item>(folder).filter(({ input }) => input.endsWith('.pdf'));

const truthOf = (text: string, name: string): string => (name.endsWith('.md') ? plainOf(text) : text);

/** A Markdown truth without its marks: what a reader sees of it. */
export function plainOf(markdown: string): string {
  return markdown
    .replace(/<!--[\s\S]*?-->/g, ' ')
    .replace(/^\s*\|?[\s:|-]*-{3,}[\s:|-]*$/gm, ' ')
    .replace(/^\s*(?:#{1,6}|[-*+]|\d+\.)\s+(?=\S)/gm, (mark) => (/\d/.test(mark) ? mark : ' '))
    .replace(/\|/g, ' ')
    .replace(/\*\*|__|```\w*|`/g, '')
    .replace(/\\([_*#`|\\])/g, '$1')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}
