import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { embeddedArms } from './arms.ts';

type Passage = { id: string; text: string };
type Question = { question: string; passage_id: string };

export type Row = { questions: number; 'R@1': number; 'R@5': number; 'R@10': number; MRR: number };

/** BM25 rows of LIBRARIES §Y (held-out part of XQuAD: 180 passages, 884 questions). */
export const BM25_ANCHOR: Record<string, number> = { en: 92.8, de: 86.7 };

/** XQuAD: is the passage that a question was written about found? All passages of a language are one document. */
export async function passageRows(folder: string): Promise<Record<string, Row>> {
  const root = join(folder, 'c2_xquad');
  const rows: Record<string, Row> = {};
  for (const language of ['en', 'de', 'es', 'zh', 'ar']) {
    if (!existsSync(join(root, `${language}.passages.jsonl`))) continue;
    const passages = readJsonLines<Passage>(join(root, `${language}.passages.jsonl`));
    const questions = readJsonLines<Question>(join(root, `${language}.questions.jsonl`));
    const arms = await embeddedArms(passages);
    for (const [arm, search] of Object.entries(arms)) {
      const ranks: number[] = [];
      for (const { question, passage_id } of questions) {
        const found = await search(question, passages.length);
        ranks.push(found.findIndex((place) => passages[place]?.id === passage_id));
      }
      rows[`${language} ${arm}`] = rowOf(ranks);
    }
  }
  return rows;
}

/** Ranks count from 0; -1 is not found. */
export function rowOf(ranks: readonly number[]): Row {
  const within = (most: number) =>
    Math.round((ranks.filter((rank) => rank >= 0 && rank < most).length / ranks.length) * 1000) / 10;
  const reciprocal = ranks.reduce((sum, rank) => sum + (rank < 0 ? 0 : 1 / (rank + 1)), 0) / ranks.length;
  return {
    questions: ranks.length,
    'R@1': within(1),
    'R@5': within(5),
    'R@10': within(10),
    MRR: Math.round(reciprocal * 1000) / 1000,
  };
}

export const readJsonLines = <T>(file: string): T[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as T);
