import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readWhole } from '#shared/extraction/read-document.ts';
import { limitsOf } from '#shared/runtime/limits.ts';
import { pdfFiles } from '../peers/pdf-files.ts';
import type { BenchOptions, Report } from '../report.ts';
import { inkVerdict, type PixelBox, type Verdict } from './ink.ts';
import { drawPage, type PlacedCharacter, placedCharacters } from './mutool.ts';

const WORDS = 500;
const SEED = 20_261_122;
const SETS = ['a3_einvoice', 'c3_docugami_10q'];
const POINTS_PER_INCH = 72;

/** A word of a document; `neighbours` are the boxes of all words of its page. */
type Cited = { file: string; page: number; text: string; box: Box };
type Box = readonly [number, number, number, number];
/** `moved`: what is said of the same box a quarter of its height higher, to see whether the check can tell. */
type Checked = Cited & { verdict: Verdict; moved: Verdict; sameText: boolean };

/** Whether the boxes of random words cover their ink on pages drawn by MuPDF, and MuPDF finds the same letters there. */
export async function citationsPart({ data }: BenchOptions): Promise<Report[]> {
  const reports = [];
  for (const set of SETS) {
    const words = await wordsOf(data, set);
    if (words.length === 0) continue;
    reports.push(reportOf(set, words.length, await check(data, sample(words, WORDS), words)));
  }
  return reports;
}

async function wordsOf(data: string, set: string): Promise<Cited[]> {
  const words: Cited[] = [];
  for (const file of await pdfFiles(data, new RegExp(`^${set}/`))) {
    const { text, lines } = await readWhole({
      bytes: new Uint8Array(await readFile(join(data, file))),
      fileName: basename(file),
      settings: { mode: 'native_text' },
      limits: limitsOf({}),
    });
    for (const line of lines.lines)
      for (const [start, end, x0, y0, x1, y1] of line.words ?? [])
        words.push({ file, page: line.page, text: text.slice(start, end), box: [x0, y0, x1, y1] });
  }
  return words;
}

/** So many of the words, the same in each run: mulberry32. */
function sample(words: readonly Cited[], count: number): Cited[] {
  let state = SEED;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const left = [...words];
  return Array.from({ length: Math.min(count, words.length) }, () =>
    left.splice(Math.floor(random() * left.length), 1),
  ).flat();
}

async function check(data: string, cited: readonly Cited[], all: readonly Cited[]): Promise<Checked[]> {
  const pageOf = ({ file, page }: Cited) => `${page} ${file}`;
  const neighbours = Map.groupBy(all, pageOf);
  const checked: Checked[] = [];
  for (const [key, words] of Map.groupBy(cited, pageOf)) {
    const [{ file, page }] = words as [Cited, ...Cited[]];
    const path = join(data, file);
    const drawing = await drawPage(path, page);
    const characters = await placedCharacters(path, page);
    const scale = drawing.dpi / POINTS_PER_INCH;
    const pixels = ({ box }: Cited) => box.map((at) => at * scale) as unknown as PixelBox;
    const others = (neighbours.get(key) ?? []).map((word) => ({ word, box: pixels(word) }));
    for (const word of words) {
      const rest = others.filter((other) => other.word !== word).map((other) => other.box);
      const box = pixels(word);
      const up = (box[3] - box[1]) / 4;
      const higher: PixelBox = [box[0], box[1] - up, box[2], box[3] - up];
      const verdict = inkVerdict(drawing, box, rest);
      const moved = inkVerdict(drawing, higher, rest);
      checked.push({ ...word, verdict, moved, sameText: isSameText(word, characters) });
    }
  }
  return checked;
}

/** Whether the characters whose middle lies in the box are the word's, in any order. */
function isSameText({ text, box: [x0, y0, x1, y1] }: Cited, characters: readonly PlacedCharacter[]): boolean {
  const found = characters.filter(({ x, y }) => x >= x0 && x <= x1 && y >= y0 && y <= y1);
  const letters = (value: string) =>
    [...value.normalize('NFKC').replace(/[\s\u00ad\ufffd]/g, '')].sort().join('');
  return letters(found.map((one) => one.text).join('')) === letters(text);
}

function reportOf(set: string, of: number, checked: readonly Checked[]): Report {
  const share = (count: number) => `${((100 * count) / checked.length).toFixed(1)} %`;
  const kinds = Map.groupBy(checked, ({ verdict }) => verdict);
  const covered = kinds.get('covered')?.length ?? 0;
  const misses = checked.filter(({ verdict }) => verdict !== 'covered');
  const files = new Set(checked.map(({ file }) => file)).size;
  return {
    title: `Citations: ${checked.length} of ${of} words of ${set}, ${files} files`,
    columns: ['words', 'count', 'share'],
    rows: [
      ['ink covered by the box', covered, share(covered)],
      ...[...kinds]
        .filter(([verdict]) => verdict !== 'covered')
        .map(([verdict, words]) => [verdict, words.length, share(words.length)]),
      [
        'control: boxes a quarter of their height higher',
        checked.filter(({ moved }) => moved === 'covered').length,
        share(checked.filter(({ moved }) => moved === 'covered').length),
      ],
      [
        'MuPDF finds the same letters in the box',
        checked.filter(({ sameText }) => sameText).length,
        share(checked.filter(({ sameText }) => sameText).length),
      ],
    ],
    notes: [
      `Pages drawn by mutool; seed ${SEED}.`,
      ...misses.slice(0, 12).map(({ file, page, text, verdict, box }) => {
        const place = box.map((at) => at.toFixed(1)).join(' ');
        return `${verdict}: "${text}" on page ${page} of ${basename(file)} at ${place}`;
      }),
    ],
  };
}
