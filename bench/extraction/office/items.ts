import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readItems } from '../items.ts';
import { plainOf } from '../text/truth.ts';

/** An Office file and what is right for it: a whole text, or strings that must be in it. */
export type OfficeItem = { id: string; file: string; truth?: string; includes?: readonly string[] };

type Item = { id: string; input: string; expected?: string; must_include?: string[] };

const SETS = ['b3_docling_multi', 'b4_markitdown', 'b9_unstructured'];

/** The Office files of b3, b4 and b9 that are in the data folder. */
export function officeItems(data: string): OfficeItem[] {
  return SETS.flatMap((set) =>
    itemsOf(join(data, set)).map(({ id, input, expected, must_include }) => ({
      id: `${set.slice(0, 2)} ${id}`,
      file: join(data, set, input),
      ...(expected && { truth: truthOf(join(data, set, expected)) }),
      ...(must_include && { includes: must_include }),
    })),
  );
}

const itemsOf = (folder: string): Item[] =>
  readItems<Item>(folder).filter(({ input }) => /\.(docx|xlsx|pptx|odt|ods|odp)$/.test(input));

/** Markdown without its marks, rules of tables whatever their length; the elements of Unstructured one after the other. */
function truthOf(file: string): string {
  const text = readFileSync(file, 'utf8');
  if (file.endsWith('.json'))
    return (JSON.parse(text) as { text: string }[]).map((element) => element.text).join('\n');
  return plainOf(text.replace(/^\s*\|[\s:|-]*-[\s:|-]*$/gm, ' '));
}
