import { spawnSync } from 'node:child_process';
import type { Report } from '../report.ts';
import { ours } from './contenders.ts';
import type { Sample } from './samples.ts';

const PAGES = 8;

/**
 * Wall-clock time of a document of scanned pages: ours reads them side by side, one for each core; Debian's tesseract is
 * a process for each page, one after the other, which takes the cores it likes, and in its default mode.
 */
export async function throughput(samples: readonly Sample[]): Promise<Report> {
  const pages = samples.filter(({ language }) => language === 'eng').slice(0, PAGES);
  const sideBySide = () => Promise.all(pages.map((page) => ours.read(page)));
  // The first time starts an engine for each core.
  await sideBySide();
  const side = await seconds(sideBySide);
  const each = await seconds(async () => {
    for (const { file, language, dpi } of pages)
      spawnSync('tesseract', [file, '-', '-l', language, '--dpi', `${dpi}`], { stdio: 'ignore' });
  });
  return {
    title: `OCR: a document of ${pages.length} scanned pages`,
    columns: ['reader', 'seconds', 'pages a second'],
    rows: [
      ['this project', side.toFixed(1), (pages.length / side).toFixed(2)],
      ['tesseract', each.toFixed(1), (pages.length / each).toFixed(2)],
    ],
    notes: ['on a quiet machine only'],
  };
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
