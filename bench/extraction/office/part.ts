import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { BenchOptions, Report } from '../report.ts';
import { collapse, indelRatio, wordRecall } from '../text/indel.ts';
import { plainOf } from '../text/truth.ts';
import { type OfficeItem, officeItems } from './items.ts';
import { largeDocument, largeWorkbook } from './large-files.ts';
import { type OfficeReader, officeReaders } from './readers.ts';

type Taken = { wallMs: number; cpuMs: number; peakMb: number; characters: number };

const run = promisify(execFile);
const ROUNDS = 3;

/** Office files: how much of the right text comes out, and what large files take. */
export async function officePart({ data }: BenchOptions): Promise<Report[]> {
  const { readers, notes } = await officeReaders();
  return [await quality(officeItems(data), readers, notes), await large(readers)];
}

async function quality(
  items: readonly OfficeItem[],
  readers: readonly OfficeReader[],
  notes: string[],
): Promise<Report> {
  const rows: (string | number)[][] = [];
  const sums = readers.map(() => ({ ratio: 0, recall: 0, count: 0 }));
  for (const item of items) {
    const cells: string[] = [];
    for (const [index, reader] of readers.entries()) {
      if (!reader.reads.test(item.file)) {
        cells.push('–', '–');
        continue;
      }
      const text = await reader.read(item.file).catch(() => '');
      const { ratio, recall } = scoreOf(item, text);
      const sum = sums[index];
      if (sum && ratio !== undefined) {
        sum.ratio += ratio;
        sum.recall += recall;
        sum.count++;
      }
      cells.push(ratio === undefined ? 'facts:' : percent(ratio), percent(recall));
    }
    rows.push([item.id, ...cells]);
  }
  rows.push([
    'mean of those it reads',
    ...sums.flatMap(({ ratio, recall, count }) => [percent(ratio / count), percent(recall / count)]),
  ]);
  return {
    title: 'Office files: indel ratio and word recall against the truth, %',
    columns: ['document', ...readers.flatMap(({ name }) => [`${name} ratio`, 'words'])],
    rows,
    notes: [
      ...notes,
      'The truth is Markdown without its marks. It has formulas as LaTeX, and repeats merged cells; ours has bullets and list numbers as displayed.',
      'b4: share of the strings that must be in it; those that are missing are alternative texts of pictures, which we leave out, and pictures themselves.',
    ],
  };
}

function scoreOf({ truth, includes = [] }: OfficeItem, text: string): { ratio?: number; recall: number } {
  if (truth !== undefined) return { ratio: indelRatio(truth, text), recall: wordRecall(truth, text) };
  const found = includes.filter((wanted) => collapse(text).includes(collapse(plainOf(wanted))));
  return { recall: found.length / Math.max(1, includes.length) };
}

async function large(readers: readonly OfficeReader[]): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'office-bench-'));
  const files = { '50,000 x 10 xlsx': 'large.xlsx', '800-page docx': 'large.docx' };
  writeFileSync(join(folder, 'large.xlsx'), largeWorkbook());
  writeFileSync(join(folder, 'large.docx'), largeDocument());
  const rows: (string | number)[][] = [];
  try {
    for (const [title, file] of Object.entries(files))
      for (const { name, reads } of readers)
        if (reads.test(file)) rows.push([title, name, ...(await best(name, join(folder, file)))]);
  } finally {
    rmSync(folder, { recursive: true });
  }
  return {
    title: `Large Office files, best of ${ROUNDS}, a new process each`,
    columns: ['file', 'reader', 'wall s', 'CPU s', 'peak MB', 'characters'],
    rows,
    notes: ['Ours reads in its thread, started for the file; the time of the thread is in it.'],
  };
}

async function best(reader: string, file: string): Promise<(string | number)[]> {
  const taken: Taken[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const script = fileURLToPath(new URL('read-once.ts', import.meta.url));
    const { stdout } = await run(process.execPath, [script, reader, file]);
    taken.push(JSON.parse(stdout) as Taken);
  }
  const least = (field: keyof Taken) => Math.min(...taken.map((one) => one[field]));
  return [
    (least('wallMs') / 1000).toFixed(2),
    (least('cpuMs') / 1000).toFixed(2),
    Math.round(least('peakMb')),
    least('characters'),
  ];
}

const percent = (share: number): string => (share * 100).toFixed(1);
