import { spawnSync } from 'node:child_process';
import type { Report } from '../report.ts';
import { ours } from './contenders.ts';
import type { Sample } from './samples.ts';

const PAGES = 8;

/**
 * Wall-clock time of a document of scanned pages: ours reads them side by side, one for each core; Debian's tesseract, in
 * its default mode, is a process for each page, one after the other, with as many threads as it likes and with one.
 */
export async function throughput(samples: readonly Sample[]): Promise<Report> {
  const pages = samples.filter(({ language }) => language === 'eng').slice(0, PAGES);
  const sideBySide = () => Promise.all(pages.map((page) => ours.read(page)));
  // The first time starts an engine for each core.
  await sideBySide();
  const took = [
    ['this project', await seconds(sideBySide)],
    ['tesseract', await seconds(async () => oneByOne(pages, process.env))],
    ['tesseract, one thread', await seconds(async () => oneByOne(pages, ONE_THREAD))],
  ] as const;
  return {
    title: `OCR: a document of ${pages.length} scanned pages`,
    columns: ['reader', 'seconds', 'pages a second'],
    rows: took.map(([name, time]) => [name, time.toFixed(1), (pages.length / time).toFixed(2)]),
    notes: ['wall-clock: on a quiet machine only'],
  };
}

const ONE_THREAD = { ...process.env, OMP_THREAD_LIMIT: '1' };

function oneByOne(pages: readonly Sample[], env: NodeJS.ProcessEnv): void {
  for (const { file, language, dpi } of pages)
    spawnSync('tesseract', [file, '-', '-l', language, '--dpi', `${dpi}`], { stdio: 'ignore', env });
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
