import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chunkText } from '#shared/chunking/chunk-text.ts';
import { readWhole } from '#shared/extraction/read-document.ts';
import { limitsOf } from '#shared/runtime/limits.ts';
import { loadTokenCounter } from '#shared/tokens/count-tokens.ts';
import { ARMS, embeddedArms } from './arms.ts';
import { readJsonLines } from './passages.ts';

type Question = { question: string; docs: string[]; answer: string };
type Place = { doc: string; text: string; headings: readonly string[] };
export type ReportRow = {
  questions: number;
  'file@1': number;
  'file@5': number;
  'numbers@5': number;
  'numbers@10': number;
};

const SIZE = 400;

/**
 * 10-Q filings: is a right file among the first chunks, and which share of the numbers in the expected answer stands
 * in the first chunks? `all`: all files as one document. `own`: only the files that the question is about, as one
 * document – a run asks the document it was sent, so this is what users see.
 */
export async function reportRows(folder: string): Promise<Record<string, ReportRow>> {
  const root = join(folder, 'c3_docugami_10q');
  if (!existsSync(join(root, 'qna.jsonl'))) return {};
  const questions = readJsonLines<Question>(join(root, 'qna.jsonl'));
  const places = await chunksOf(root, [...new Set(questions.flatMap(({ docs }) => docs))]);
  const rows: Record<string, ReportRow> = {};
  for (const scope of ['all', 'own'] as const) {
    const sets = new Map<string, Promise<Searched>>();
    for (const arm of ARMS) {
      const found: [Question, Place[]][] = [];
      for (const asked of questions) {
        const docs = scope === 'own' ? asked.docs : [];
        const key = docs.join();
        const set = sets.get(key) ?? searched(places, docs);
        sets.set(key, set);
        const { among, arms } = await set;
        const ranked = await arms[arm](asked.question, 10);
        found.push([asked, ranked.flatMap((place) => among[place] ?? [])]);
      }
      rows[`10-Q ${scope} ${arm}`] = rowOf(found);
    }
  }
  return rows;
}

type Searched = { among: Place[]; arms: Awaited<ReturnType<typeof embeddedArms>> };

/** The places in some files, all when none is named. */
async function searched(places: readonly Place[], docs: readonly string[]): Promise<Searched> {
  const among = places.filter(({ doc }) => docs.length === 0 || docs.includes(doc));
  return { among, arms: await embeddedArms(among) };
}

function rowOf(found: readonly [Question, Place[]][]): ReportRow {
  const mean = (values: readonly number[]) =>
    Math.round((values.reduce((sum, value) => sum + value, 0) / (values.length || 1)) * 1000) / 10;
  const rightFile = (most: number) =>
    mean(
      found.map(([{ docs }, places]) =>
        places.slice(0, most).some(({ doc }) => docs.includes(doc)) ? 1 : 0,
      ),
    );
  const numbers = (most: number) =>
    mean(
      found.flatMap(([{ answer }, places]) => {
        const expected = numbersIn(answer.replace(/SOURCE\(S\):[\s\S]*$/, ''));
        return expected.length > 0 ? [present(expected, places.slice(0, most))] : [];
      }),
    );
  return {
    questions: found.length,
    'file@1': rightFile(1),
    'file@5': rightFile(5),
    'numbers@5': numbers(5),
    'numbers@10': numbers(10),
  };
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
    for (const { start, end, headings } of chunkText(text, lines.pages, { size: SIZE, overlap: 0 }, count))
      places.push({ doc, text: text.slice(start, end), headings });
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
