import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type ChosenPage, choosePages } from './choose-pages.ts';

/** A picture of a page and the words that stand on it. */
export type Sample = { name: string; file: string; dpi: number; language: string; truth: string };

export type SampleSet = { name: string; samples: Sample[] };

const DPI = 200;
/** What scanners and faxes do: 0.6° of skew, noise, blur, strong compression. */
const DEGRADE = '-background white -rotate 0.6 -attenuate 0.35 +noise Gaussian -blur 0x0.7 -quality 45';
const RECEIPTS = 12;
/** Photographs say nothing of their resolution. */
const UNKNOWN_DPI = 100;

/**
 * All sets, drawn into a temporary folder. Needs Debian's `mutool` and ImageMagick's `convert`. What costs much time is
 * drawn of the first page of each folder only.
 */
export function makeSamples(data: string): SampleSet[] {
  const folder = mkdtempSync(join(tmpdir(), 'bench-ocr-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const pages = choosePages(data);
  const clean = pages.map((page) => drawn(page, folder));
  const few = clean.filter((_sample, index) => pages[index]?.folder !== pages[index - 1]?.folder);
  return [
    { name: 'pages at 200 dpi, clean', samples: clean },
    { name: 'pages at 200 dpi, degraded', samples: clean.map(degraded) },
    { name: 'pages turned 90°, 180°, 270°', samples: few.map(turned) },
    { name: 'pages skewed by 3°', samples: few.map(skewed) },
    { name: 'pages at 75 dpi', samples: few.map(small) },
    { name: 'receipts (a2_sroie_images)', samples: receipts(join(data, 'a2_sroie_images')) },
    { name: 'pictures (b10_ocr)', samples: pictures(join(data, 'b10_ocr')) },
  ].filter(({ samples }) => samples.length > 0);
}

function drawn({ folder, pdf, page, truth, language }: ChosenPage, into: string): Sample {
  const name = `${folder.split('_')[0]} ${basename(pdf, '.pdf')} ${page}`;
  const file = join(into, `${name.replaceAll(' ', '-')}.png`);
  const draw = ['draw', '-q', '-r', `${DPI}`, '-c', 'gray', '-o', file, pdf, `${page}`];
  execFileSync('mutool', draw, { stdio: 'ignore' });
  return { name, file, dpi: DPI, language, truth };
}

/** A picture of the same page that ImageMagick has changed. */
function changed(sample: Sample, suffix: string, options: string): Sample {
  const file = sample.file.replace(/png$/, suffix);
  execFileSync('convert', ['-seed', '7', sample.file, ...options.split(' '), file]);
  return { ...sample, file };
}

const degraded = (sample: Sample) => changed(sample, 'degraded.jpg', DEGRADE);

const ANGLES = [90, 180, 270];

function turned(sample: Sample, index: number): Sample {
  const angle = ANGLES[index % ANGLES.length];
  return changed(sample, `${angle}.png`, `-rotate ${angle}`);
}

const skewed = (sample: Sample) => changed(sample, 'skewed.png', '-background white -rotate 3');

const small = (sample: Sample): Sample => ({ ...changed(sample, 'small.png', '-resize 37.5%'), dpi: 75 });

/** SROIE: eight corner coordinates and the text of each line. */
function receipts(folder: string): Sample[] {
  return filesOf(folder, '.jpg')
    .slice(0, RECEIPTS)
    .map((file) => ({
      name: basename(file, '.jpg'),
      file,
      dpi: UNKNOWN_DPI,
      language: 'eng',
      truth: readFileSync(file.replace(/jpg$/, 'boxes.csv'), 'utf8')
        .split('\n')
        .map((line) => line.split(',').slice(8).join(','))
        .join('\n'),
    }));
}

function pictures(folder: string): Sample[] {
  return [...filesOf(folder, '.png'), ...filesOf(folder, '.tif')].map((file) => ({
    name: basename(file),
    file,
    dpi: UNKNOWN_DPI,
    language: 'eng',
    truth: readFileSync(`${file}.expected.txt`, 'utf8'),
  }));
}

const filesOf = (folder: string, end: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(end))
        .sort()
        .map((name) => join(folder, name))
    : [];
