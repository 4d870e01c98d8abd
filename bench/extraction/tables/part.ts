import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type TruthPage, truthPages } from '../layout/truth-words.ts';
import { type Contender, contenders, readOrNothing } from '../peers/contenders.ts';
import { pdfFiles } from '../peers/pdf-files.ts';
import type { BenchOptions, Report } from '../report.ts';
import { addTables, NO_TABLES, scoreTable, type TableScore } from './score-tables.ts';
import { readTruth } from './truth-tables.ts';

type Judged = { file: string; scores: TableScore[] };
const NO_PAGE: TruthPage = { width: 0, height: 0, words: [] };

/** Tables of ICDAR-2013, whose cells people have written down. */
export async function tablesPart({ data, peers }: BenchOptions): Promise<Report[]> {
  const { contenders: all, notes } = await contenders(peers);
  const judged: Judged[] = [];
  for (const file of await pdfFiles(data, /^b7_/))
    judged.push({ file: basename(file, '.pdf'), scores: await judge(join(data, file), all, notes) });
  const names = all.map(({ name }) => name);
  return [
    {
      title: `Tables: ICDAR-2013, ${judged.length} documents`,
      columns: [
        'reader',
        'cells',
        'present',
        'rows',
        'intact',
        'mean per document',
        'cut into cells',
        'mean per document',
        'neighbouring columns',
        'separable',
      ],
      rows: names.map((name, index) =>
        totals(
          name,
          judged.map(({ scores }) => scores[index] ?? NO_TABLES),
        ),
      ),
      notes: [
        ...notes,
        'Rows: the one-line cells of each row, and each line of paper that taller cells share with others.',
        'Cut into cells: cutting the line at every two blanks gives just the cells of the row.',
        'Separable: a vertical cut parts all cells of a column from all of the next one.',
      ],
    },
    {
      title: 'Tables, document by document: rows intact, rows cut into cells, columns separable',
      columns: ['document', 'rows', ...names, ...names.map((name) => `cut: ${name}`), 'columns', ...names],
      rows: judged.map(({ file, scores }) => [
        file,
        scores[0]?.rows ?? 0,
        ...scores.map(({ rowsIntact }) => rowsIntact),
        ...scores.map(({ rowsCut }) => rowsCut),
        scores[0]?.cuts ?? 0,
        ...scores.map(({ clean }) => clean),
      ]),
      notes: [],
    },
  ];
}

async function judge(file: string, all: readonly Contender[], notes: string[]): Promise<TableScore[]> {
  const tables = readTruth(await readFile(file.replace(/\.pdf$/, '-str.xml'), 'utf8'));
  const truth = await truthPages(file, 100);
  const scores: TableScore[] = [];
  for (const contender of all) {
    const pages = await readOrNothing(contender, file, notes);
    const each = tables.map((cells) => {
      const at = (cells[0]?.page ?? 1) - 1;
      return scoreTable(cells, truth[at] ?? NO_PAGE, pages[at] ?? '');
    });
    scores.push(each.reduce(addTables, NO_TABLES));
  }
  return scores;
}

const share = (part: number, whole: number): string => (whole === 0 ? '–' : (part / whole).toFixed(3));

function totals(name: string, scores: readonly TableScore[]): (string | number)[] {
  const sum = scores.reduce(addTables, NO_TABLES);
  const withRows = scores.filter(({ rows }) => rows > 0);
  const mean = (part: (score: TableScore) => number): string =>
    (withRows.reduce((total, score) => total + part(score) / score.rows, 0) / withRows.length).toFixed(3);
  return [
    name,
    sum.cells,
    share(sum.cellsPresent, sum.cells),
    sum.rows,
    share(sum.rowsIntact, sum.rows),
    mean(({ rowsIntact }) => rowsIntact),
    share(sum.rowsCut, sum.rows),
    mean(({ rowsCut }) => rowsCut),
    sum.cuts,
    share(sum.clean, sum.cuts),
  ];
}
