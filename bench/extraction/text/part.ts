import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { readWhole } from '#shared/extraction/read-document.ts';
import { limitsOf } from '#shared/runtime/limits.ts';
import { pdfiumText } from '../peers/pdfium-text.ts';
import { installedPeers, type Peer, peerText } from '../peers/peer-text.ts';
import type { BenchOptions, Report } from '../report.ts';
import { indelRatio, wordRecall } from './indel.ts';
import { printPages } from './print-pages.ts';
import { pyPdfRatio } from './py-pdf.ts';
import { textOf } from './right-to-left-pages.ts';
import { type TextItem, textItems } from './truth.ts';

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/g;

/** Ours in both output modes; PDFium's plain text; a peer as it is, pdftotext without -layout too. */
type Reader = { name: string; read(file: string): Promise<readonly string[]> };

/** How much of the right text comes out, and in the right order: b1, b2 and the PDFs of b3. */
export async function textPart(options: BenchOptions): Promise<Report[]> {
  const { peers, notes } = await installedPeers(options.peers);
  const pdfium: Reader = { name: 'PDFium', read: pdfiumText };
  const readers = [ours('text'), ours('layout_preserving'), pdfium, ...peers.flatMap(readersOf)];
  const items = textItems(options.data);
  const rows: (string | number)[][] = [];
  const asPyPdf: (string | number)[][] = [];
  const rightToLeft: (string | number)[][] = [];
  const sums = readers.map(() => 0);
  for (const item of items) {
    const read: (readonly string[])[] = [];
    for (const reader of readers) read.push(await reader.read(item.file).catch(() => []));
    const texts = read.map((pages) => pages.join('\n'));
    const ratios = texts.map((text) => best(item, (truth) => indelRatio(truth, text)));
    ratios.forEach((ratio, index) => {
      sums[index] = (sums[index] ?? 0) + ratio;
    });
    rows.push([`${item.set} ${item.id}`, ...ratios.map(percent)]);
    const pyPdf = read.map((pages) => percent(best(item, (truth) => pyPdfRatio(truth, pages))));
    if (item.set === 'b1') asPyPdf.push([item.id, ...pyPdf]);
    if (isRightToLeft(item))
      rightToLeft.push([
        `${item.set} ${item.id}`,
        ...texts.map((text) => percent(best(item, (truth) => wordRecall(truth, text)))),
      ]);
  }
  if (items.length > 0) rows.push(['mean', ...sums.map((sum) => percent(sum / items.length))]);
  const columns = ['document', ...readers.map(({ name }) => name)];
  return [
    {
      title: 'Text: indel ratio against the truth, %',
      columns,
      rows,
      notes: [
        ...notes,
        'b2: the better of the plain and the sorted truth. b3: truth is Markdown without its marks.',
      ],
    },
    {
      title: "Text of b1 by the py-pdf benchmark's ratio, %",
      columns,
      rows: asPyPdf,
      notes: [
        "The truths of multicolumn and toy are what pypdf's layout mode gives, not what people wrote down.",
      ],
    },
    {
      title: 'Right-to-left documents: word recall, %',
      columns,
      rows: rightToLeft,
      notes: rightToLeft.length > 0 ? [] : ['There is no right-to-left document among the items.'],
    },
    await printedReport(readers),
  ];
}

/** Right-to-left pages of our own, as several programs print them. */
async function printedReport(readers: readonly Reader[]): Promise<Report> {
  const { printed, notes, remove } = await printPages();
  const rows: string[][] = [];
  for (const { printer, page, file } of printed) {
    const truth = textOf(page);
    const texts: string[] = [];
    for (const { read } of readers) texts.push((await read(file).catch(() => [])).join('\n'));
    rows.push([
      `${page.id}, ${printer}`,
      ...texts.map(
        (text) => `${percent(wordRecall(truth, text))} / ${percent(indelRatio(truth, folded(text)))}`,
      ),
    ]);
  }
  await remove();
  return {
    title: 'Right-to-left pages of our own: word recall / indel ratio, %',
    columns: ['page, printed by', ...readers.map(({ name }) => name)],
    rows,
    notes,
  };
}

/** Presentation forms and marks of direction are another way to write the same. */
const folded = (text: string): string =>
  text.normalize('NFKC').replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');

const best = ({ truths }: TextItem, score: (truth: string) => number): number =>
  Math.max(...truths.map(score));
const percent = (share: number): string => (share * 100).toFixed(1);

const isRightToLeft = ({ truths: [truth = ''] }: TextItem): boolean =>
  (truth.match(RIGHT_TO_LEFT)?.length ?? 0) > truth.length / 4;

const ours = (mode: 'text' | 'layout_preserving'): Reader => ({
  name: `ours ${mode === 'text' ? 'text' : 'layout'}`,
  async read(file) {
    const bytes = new Uint8Array(readFileSync(file));
    const document = await readWhole({
      bytes,
      fileName: basename(file),
      settings: { output_mode: mode },
      limits: limitsOf({}),
    });
    return document.lines.pages.map(({ start, end }) => document.text.slice(start, end));
  },
});

function readersOf(peer: Peer): Reader[] {
  const asIs: Reader = {
    name: peer === 'pdftotext' ? 'pdftotext -layout' : peer,
    read: (file) => peerText(peer, file),
  };
  return peer === 'pdftotext' ? [{ name: 'pdftotext', read: plainPdftotext }, asIs] : [asIs];
}

const run = promisify(execFile);

async function plainPdftotext(file: string): Promise<string[]> {
  const { stdout } = await run('pdftotext', ['-enc', 'UTF-8', file, '-'], {
    maxBuffer: 1 << 28,
    timeout: 60_000,
  });
  return stdout.replace(/\f$/, '').split('\f');
}
