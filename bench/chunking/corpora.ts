import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Half-open range in UTF-16 units. */
export type Range = { start: number; end: number };
export type Question = { question: string; references: Range[] };
export type Corpus = { name: string; text: string; questions: Question[] };

type Row = {
  corpus_id: string;
  question: string;
  references: { start_index: number; end_index: number }[];
};

/**
 * Reads `questions.jsonl` and a `<corpus_id>.md` for each corpus, from the folder itself or from
 * `c1_chroma_chunking` in it. The set counts code points, we count UTF-16 units.
 */
export function readCorpora(folder: string): Corpus[] {
  const nested = join(folder, 'c1_chroma_chunking');
  const root = existsSync(nested) ? nested : folder;
  const rows = readFileSync(join(root, 'questions.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Row);
  const names = readdirSync(root)
    .filter((name) => name.endsWith('.md'))
    .map((name) => name.slice(0, -3));
  const orphans = rows.filter((row) => !names.includes(row.corpus_id));
  if (orphans.length > 0) throw new Error(`There is no ${orphans[0]?.corpus_id}.md in ${root}`);
  return names.sort().map((name) => {
    const text = readFileSync(join(root, `${name}.md`), 'utf8');
    const unitOf = unitsByCodePoint(text);
    const questions = rows
      .filter((row) => row.corpus_id === name)
      .map(({ question, references }) => ({
        question,
        references: references.map((each) => ({
          start: unitOf(each.start_index),
          end: unitOf(each.end_index),
        })),
      }));
    return { name, text, questions };
  });
}

function unitsByCodePoint(text: string): (codePoint: number) => number {
  const astral = /[\ud800-\udbff][\udc00-\udfff]/.test(text);
  if (!astral) return (codePoint) => codePoint;
  const units: number[] = [];
  let unit = 0;
  for (const character of text) {
    units.push(unit);
    unit += character.length;
  }
  return (codePoint) => units[codePoint] ?? unit;
}
