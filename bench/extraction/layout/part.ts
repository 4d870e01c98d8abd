import { join } from 'node:path';
import { type Contender, contenders, readOrNothing } from '../peers/contenders.ts';
import { pdfFiles } from '../peers/pdf-files.ts';
import type { BenchOptions, Report } from '../report.ts';
import { addScores, type LayoutScore, NO_SCORE, scoreLayout } from './score-layout.ts';
import { truthPages } from './truth-words.ts';

/** Of each document so many pages are read: a few long reports must not outweigh all the others. */
const MOST_PAGES = 100;
/** Documents with fewer pairs than this say nothing of a contender's mean. */
const ENOUGH_PAIRS = 5;

type Judged = { file: string; scores: Map<string, LayoutScore> };

/** Rows intact and columns aligned over all PDFs, by MuPDF's boxes. */
export async function layoutPart({ data, peers }: BenchOptions): Promise<Report[]> {
  const { contenders: all, notes } = await contenders(peers);
  const judged: Judged[] = [];
  for (const file of await pdfFiles(data)) {
    const each = await judge(join(data, file), all, notes);
    if (each) judged.push({ file, scores: each });
  }
  const rows = all.map(({ name }) => totals(name, judged));
  return [
    {
      title: `Layout: ${judged.length} documents (first ${MOST_PAGES} pages of each), boxes from MuPDF`,
      columns: [
        'reader',
        'rows',
        'intact',
        'multi-column rows',
        'intact',
        'pairs',
        'align exact',
        '±1',
        'mean exact',
        'pairs in multi-column rows',
        'exact',
        'all pairs',
        'exact',
        'mean exact',
      ],
      rows,
      notes: [
        ...notes,
        'Intact: all words on one baseline stand in order on one line of the text.',
        'Align: neighbours below each other that share an edge (±0.6 pt) on paper share a text column (±1).',
        'All pairs: the right edges of prose too, which a monospace text cannot keep (LIBRARIES.md §X3). Means: of the documents.',
      ],
    },
    behind(judged, all),
  ];
}

async function judge(
  file: string,
  all: readonly Contender[],
  notes: string[],
): Promise<Map<string, LayoutScore> | undefined> {
  const truth = await truthPages(file, MOST_PAGES).catch(() => []);
  if (truth.every(({ words }) => words.length === 0)) return undefined;
  const scores = new Map<string, LayoutScore>();
  for (const contender of all) {
    const pages = await readOrNothing(contender, file, notes);
    const each = truth.map((page, index) => scoreLayout(page, pages[index] ?? ''));
    scores.set(contender.name, each.reduce(addScores, NO_SCORE));
  }
  return scores;
}

const share = (part: number, whole: number): string => (whole === 0 ? '–' : (part / whole).toFixed(3));

function totals(name: string, judged: readonly Judged[]): (string | number)[] {
  const own = judged.map(({ scores }) => scores.get(name) ?? NO_SCORE);
  const sum = own.reduce(addScores, NO_SCORE);
  const enough = own.filter(({ pairs }) => pairs >= ENOUGH_PAIRS);
  const mean = (part: (score: LayoutScore) => number): string =>
    (enough.reduce((total, score) => total + part(score), 0) / enough.length).toFixed(3);
  return [
    name,
    sum.rows,
    share(sum.rowsIntact, sum.rows),
    sum.wideRows,
    share(sum.wideRowsIntact, sum.wideRows),
    sum.pairs,
    share(sum.aligned, sum.pairs),
    share(sum.nearlyAligned, sum.pairs),
    mean(({ aligned, pairs }) => aligned / pairs),
    sum.columnPairs,
    share(sum.columnsAligned, sum.columnPairs),
    sum.allPairs,
    share(sum.allAligned, sum.allPairs),
    mean(({ allAligned, allPairs }) => allAligned / allPairs),
  ];
}

/** Every document, what we lack most first, so that it is plain where to look. */
function behind(judged: readonly Judged[], all: readonly Contender[]): Report {
  const names = all.map(({ name }) => name);
  const lack = ({ scores }: Judged): number => {
    const ours = scores.get('ours') ?? NO_SCORE;
    return Math.max(
      ...[...scores.values()].map(
        (other) => other.aligned - ours.aligned + (other.rowsIntact - ours.rowsIntact),
      ),
    );
  };
  return {
    title: 'Layout, document by document, those first in which we are behind',
    detail: true,
    columns: [
      'file',
      'rows',
      ...names.map((name) => `intact ${name}`),
      'pairs',
      ...names.map((name) => `exact ${name}`),
    ],
    rows: judged
      .toSorted((a, b) => lack(b) - lack(a))
      .map(({ file, scores }) => {
        const of = (key: keyof LayoutScore) => names.map((name) => scores.get(name)?.[key] ?? 0);
        const ours = scores.get('ours') ?? NO_SCORE;
        return [file, ours.rows, ...of('rowsIntact'), ours.pairs, ...of('aligned')];
      }),
    notes: [],
  };
}
