import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BOMBS } from '../../../test/extraction/hostile/bombs/all-bombs.ts';
import type { Bomb } from '../../../test/extraction/hostile/bombs/bomb.ts';
import { onePage } from '../../../test/extraction/support/make-pdf.ts';
import type { Report } from '../report.ts';
import { briefly, type Outcome } from './outcome.ts';
import { startSubject } from './subject.ts';

const TIMEOUT_MS = 10_000;
const HANG_MS = 40_000;
const MOST_MB = 1024;

type Result = { bomb: Bomb; bytes: number; outcome: Outcome; next: Outcome; problems: string[] };

/** Each bomb in a process of its own, which then has to read an honest PDF. */
export async function bombReport(only?: string): Promise<Report> {
  const folder = await mkdtemp(join(tmpdir(), 'bombs-'));
  try {
    const honest = join(folder, 'honest.pdf');
    await writeFile(honest, honestPdf());
    const results: Result[] = [];
    for (const bomb of BOMBS.filter(({ fileName }) => !only || fileName.includes(only)))
      results.push(await explode(bomb, join(folder, 'bomb'), honest));
    return reportOf(results);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function explode(bomb: Bomb, file: string, honest: string): Promise<Result> {
  const content = await bomb.make(bomb.full);
  await writeFile(file, content);
  const subject = startSubject(HANG_MS);
  const outcome = await subject.run({ file, fileName: bomb.fileName, timeoutMs: TIMEOUT_MS });
  const next = await subject.run({ file: honest, fileName: 'honest.pdf' });
  subject.end();
  const problems = [
    ...(['text', 'error'].includes(outcome.kind) ? [] : [briefly(outcome)]),
    ...(outcome.code === 'internal_error' ? [outcome.code] : []),
    ...(outcome.milliseconds > TIMEOUT_MS + 1000 ? ['too slow'] : []),
    ...(outcome.peakMb > MOST_MB ? ['too much memory'] : []),
    ...(next.text === 'honest words' ? [] : [`the next document: ${briefly(next)}`]),
  ];
  return { bomb, bytes: content.length, outcome, next, problems };
}

const honestPdf = () =>
  onePage('BT /F 12 Tf 30 30 Td (honest words) Tj ET', {
    resources: '/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>',
  });

const reportOf = (results: readonly Result[]): Report => ({
  title: `Bombs, ${TIMEOUT_MS / 1000} s each`,
  columns: ['bomb', 'size', 'file kB', 'outcome', 's', 'peak MB', 'problem'],
  rows: results.map(({ bomb, bytes, outcome, problems }) => [
    bomb.name,
    bomb.full > 1e6 ? bomb.full.toExponential(1) : bomb.full,
    Math.ceil(bytes / 1000),
    briefly(outcome),
    (outcome.milliseconds / 1000).toFixed(1),
    Math.round(outcome.peakMb),
    problems.join(', '),
  ]),
  notes: [
    `Each in a process of its own, which afterwards reads an honest PDF. A problem: no text and no error of ours, more than ${TIMEOUT_MS / 1000 + 1} s or ${MOST_MB} MB, or a next document that is not read.`,
  ],
});
