import type { Report } from '../report.ts';
import { badFiles, type Item } from './data-items.ts';
import { EXPLAINED } from './explained.ts';
import { judge } from './judge.ts';
import type { Outcome } from './outcome.ts';
import { startSubject } from './subject.ts';

/** A file that takes longer hangs. */
const HANG_MS = 30_000;

type Result = { item: Item; plain: Outcome; opened?: Outcome; problem?: string | undefined };

/** Files of the sets d1 to d4, each in a process of its own, then all in one. */
export async function dataReports(data: string): Promise<Report[]> {
  const items = await badFiles(data);
  const fresh = await readAll(items, true);
  const shared = await readAll(items, false);
  return [
    reportOf('Bad files, each in a process of its own', fresh),
    reportOf('Bad files, all in one process', shared),
    detailOf(fresh),
  ];
}

async function readAll(items: readonly Item[], fresh: boolean): Promise<Result[]> {
  const results: Result[] = [];
  let subject = startSubject(HANG_MS);
  for (const item of items) {
    const job = { file: item.file, fileName: item.name };
    const plain = await subject.run(job);
    const opened =
      item.password === undefined ? undefined : await subject.run({ ...job, password: item.password });
    results.push({ item, plain, ...(opened && { opened }), problem: await judge(item, plain, opened) });
    if (!fresh) continue;
    subject.end();
    subject = startSubject(HANG_MS);
  }
  subject.end();
  return results;
}

function reportOf(title: string, results: readonly Result[]): Report {
  const classes = Map.groupBy(results, ({ item }) => `${item.set.slice(0, 2)} ${groupOf(item)}`);
  const all = [...classes, ['all', results] as const];
  return {
    title,
    columns: [
      'class',
      'files',
      'text',
      'error',
      'crash',
      'hang',
      'other than expected',
      'slowest s',
      'peak MB',
    ],
    rows: all.map(([name, of]) => {
      const outcomes = of.map(({ plain, opened }) => opened ?? plain);
      const count = (...kinds: string[]) => outcomes.filter(({ kind }) => kinds.includes(kind)).length;
      return [
        name,
        of.length,
        count('text'),
        count('error'),
        count('crash', 'untyped'),
        count('hang'),
        of.filter(({ problem }) => problem).length,
        (Math.max(...outcomes.map(({ milliseconds }) => milliseconds)) / 1000).toFixed(1),
        Math.round(Math.max(...outcomes.map(({ peakMb }) => peakMb))),
      ];
    }),
    notes: [
      'Encrypted files count as they are read with their password.',
      ...results
        .filter(({ problem }) => problem)
        .map(({ item, problem }) => `${item.name}: ${problem}. ${EXPLAINED[item.name] ?? 'NOT EXPLAINED'}`),
    ],
  };
}

/** The classes of d4 are encodings: too many for rows of their own. */
const groupOf = ({ set, class: kind }: Item): string =>
  set.startsWith('d4') && !['eml', 'text'].includes(kind) ? 'encoding' : kind;

const detailOf = (results: readonly Result[]): Report => ({
  title: 'Bad files, one by one',
  columns: ['file', 'outcome', 'pages', 'ms', 'peak MB', 'messages'],
  rows: results.map(({ item, plain, opened }) => {
    const { kind, code, pages, milliseconds, peakMb } = opened ?? plain;
    const messages = [...plain.messages, ...(opened?.messages ?? [])].join(' | ');
    return [item.name, code || kind, pages, Math.round(milliseconds), Math.round(peakMb), messages];
  }),
  notes: [],
  detail: true,
});
