import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chunkText } from '#shared/chunking/chunk-text.ts';
import { readWhole } from '#shared/extraction/read-document.ts';
import { limitsOf } from '#shared/runtime/limits.ts';
import { loadTokenCounter } from '#shared/tokens/count-tokens.ts';
import { embeddedArms } from './arms.ts';
import { readJsonLines } from './passages.ts';

type Question = { question: string; docs: string[]; answer: string };
type Place = { doc: string; text: string };
export type ReportRow = {
  questions: number;
  'file@1': number;
  'file@5': number;
  'numbers@5': number;
  'numbers@10': number;
};

const SIZE = 400;

/**
 * 10-Q filings: is a right file among the first chunks, over all files as one document, and which share of the
 * numbers in the expected answer stands in the chunks of the right files?
 */
export async function reportRows(folder: string): Promise<Record<string, ReportRow>> {
  const root = join(folder, 'c3_docugami_10q');
  if (!existsSync(join(root, 'qna.jsonl'))) return {};
  const questions = readJsonLines<Question>(join(root, 'qna.jsonl'));
  const places = await chunksOf(root, [...new Set(questions.flatMap(({ docs }) => docs))]);
  const arms = await embeddedArms(places.map(({ text }) => text));
  const rows: Record<string, ReportRow> = {};
  for (const [arm, search] of Object.entries(arms)) {
    const scores = { file1: 0, file5: 0, numbers5: 0, numbers10: 0, withNumbers: 0 };
    for (const { question, docs, answer } of questions) {
      const found = (await search(question, 10)).flatMap((place) => places[place] ?? []);
      const isRight = ({ doc }: Place) => docs.includes(doc);
      if (found.slice(0, 1).some(isRight)) scores.file1++;
      if (found.slice(0, 5).some(isRight)) scores.file5++;
      const numbers = numbersIn(answer.replace(/SOURCE\(S\):[\s\S]*$/, ''));
      if (numbers.length === 0) continue;
      scores.withNumbers++;
      scores.numbers5 += present(numbers, found.slice(0, 5));
      scores.numbers10 += present(numbers, found);
    }
    const percent = (value: number, of: number) => Math.round((value / (of || 1)) * 1000) / 10;
    rows[`10-Q ${arm}`] = {
      questions: questions.length,
      'file@1': percent(scores.file1, questions.length),
      'file@5': percent(scores.file5, questions.length),
      'numbers@5': percent(scores.numbers5, scores.withNumbers),
      'numbers@10': percent(scores.numbers10, scores.withNumbers),
    };
  }
  return rows;
}

async function chunksOf(root: string, docs: readonly string[]): Promise<Place[]> {
  const count = await loadTokenCounter();
  const places: Place[] = [];
  for (const doc of docs) {
    const file = join(root, `${doc.replaceAll(' ', '_')}.pdf`);
    if (!existsSync(file)) continue;
    const { text, lines } = await readWhole({
      bytes: readFileSync(file),
      fileName: `${doc}.pdf`,
      settings: {},
      limits: limitsOf({}),
    });
    for (const { start, end } of chunkText(text, lines.pages, { size: SIZE, overlap: 0 }, count))
      places.push({ doc, text: text.slice(start, end) });
  }
  return places;
}

/** Numbers that say something: of three digits or with decimals. */
const numbersIn = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(/\d[\d,]*(?:\.\d+)?/g)].map(([number]) => number.replace(/,/g, '')).filter(isTelling),
  ),
];
const isTelling = (number: string) => /\d{3}|\.\d/.test(number) && !/^(19|20)\d\d$/.test(number);

function present(numbers: readonly string[], places: readonly Place[]): number {
  const text = places.map((place) => place.text.replace(/(\d),(?=\d{3})/g, '$1')).join('\n');
  return numbers.filter((number) => text.includes(number)).length / numbers.length;
}
