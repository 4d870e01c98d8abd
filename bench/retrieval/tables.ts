import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ARMS, embeddedArms, type Piece } from './arms.ts';
import { type Row, rowOf } from './passages.ts';

type Context = {
  table: { table: string[][] };
  paragraphs: { order: number; text: string }[];
  questions: { question: string; answer_from: 'table' | 'text' | 'table-text'; rel_paragraphs: string[] }[];
};
type Asked = { question: string; from: string; right: Set<number> };

/**
 * TAT-QA: is the table or paragraph of a financial report found that a question was written about, among the tables
 * and paragraphs of all reports? Many questions do not say which report they mean, so no score can be near 100.
 */
export async function tableRows(folder: string): Promise<Record<string, Row>> {
  const file = join(folder, 'a7_tatqa', 'tatqa_dataset_dev.json');
  if (!existsSync(file)) return {};
  const pieces: Piece[] = [];
  const asked: Asked[] = [];
  for (const { table, paragraphs, questions } of JSON.parse(readFileSync(file, 'utf8')) as Context[]) {
    const tablePlace = pieces.push({ text: table.table.map((row) => row.join('   ')).join('\n') }) - 1;
    const placeOf = new Map(
      paragraphs.map(({ order, text }) => [String(order), pieces.push({ text }) - 1] as const),
    );
    for (const { question, answer_from: from, rel_paragraphs } of questions) {
      const inText = rel_paragraphs.flatMap((order) => placeOf.get(order) ?? []);
      const right = from === 'table' ? [tablePlace] : from === 'text' ? inText : [tablePlace, ...inText];
      asked.push({ question, from, right: new Set(right) });
    }
  }
  const arms = await embeddedArms(pieces);
  const rows: Record<string, Row> = {};
  for (const from of ['table', 'text', 'table-text']) {
    for (const arm of ARMS) {
      const ranks: number[] = [];
      for (const { question, right } of asked.filter((one) => one.from === from)) {
        const found = await arms[arm](question, 100);
        ranks.push(found.findIndex((place) => right.has(place)));
      }
      rows[`${from} ${arm}`] = rowOf(ranks);
    }
  }
  return rows;
}
