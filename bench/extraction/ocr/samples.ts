import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** A picture of a page and the words that stand on it. */
export type Sample = { name: string; file: string; dpi: number; language: string; truth: string };

export type SampleSet = { name: string; samples: Sample[] };

/** Pages with dense tables, forms, prose in one and two columns, English and German: file, page, language. */
const PAGES: readonly (readonly [string, number, string])[] = [
  ['a1_invoice2data/oyo.pdf', 1, 'eng'],
  ['b1_pypdf_benchmark/multicolumn.pdf', 1, 'eng'],
  ['b3_docling_multi/pdf__2305.03393v1-pg9.pdf', 1, 'eng'],
  ['b3_docling_multi/pdf__table_mislabeled_as_picture.pdf', 1, 'eng'],
  ['b5_camelot_tables/column_span_2.pdf', 1, 'eng'],
  ['b7_icdar2013_tables/us-034.pdf', 1, 'eng'],
  ['c3_docugami_10q/2023_Q2_NVDA.pdf', 3, 'eng'],
  ['c4_ntsb_unlabelled/20080116X00055.pdf', 1, 'eng'],
  ['a3_einvoice/EN16931_ElektronischeAdresse.pdf', 1, 'deu'],
  ['a3_einvoice/EN16931_Betriebskostenabrechnung.pdf', 1, 'deu'],
];
const DPI = 200;
/** What scanners and faxes do: 0.6° of skew, noise, blur, strong compression. */
const DEGRADE = '-background white -rotate 0.6 -attenuate 0.35 +noise Gaussian -blur 0x0.7 -quality 45';
const RECEIPTS = 12;
/** Photographs say nothing of their resolution. */
const UNKNOWN_DPI = 100;

/** All sets, drawn into a temporary folder. Needs Debian's `mutool` and ImageMagick's `convert`. */
export function makeSamples(data: string): SampleSet[] {
  const folder = mkdtempSync(join(tmpdir(), 'bench-ocr-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const clean = drawnPages(data, folder);
  return [
    { name: 'pages at 200 dpi, clean', samples: clean },
    { name: 'pages at 200 dpi, degraded', samples: clean.map((page) => degraded(page, folder)) },
    { name: 'pages turned 90°, 180°, 270°', samples: turned(clean, folder) },
    { name: 'pages skewed by 3°', samples: clean.slice(0, 3).map((page) => changed(page, folder, SKEW)) },
    { name: 'pages at 75 dpi', samples: clean.slice(0, 4).map((page) => small(page, folder)) },
    { name: 'receipts (a2_sroie_images)', samples: receipts(join(data, 'a2_sroie_images')) },
    { name: 'pictures (b10_ocr)', samples: pictures(join(data, 'b10_ocr')) },
  ].filter(({ samples }) => samples.length > 0);
}

const SKEW = { suffix: 'skewed.png', options: '-background white -rotate 3' };

function drawnPages(data: string, folder: string): Sample[] {
  return PAGES.filter(([path]) => existsSync(join(data, path))).map(([path, page, language]) => {
    const pdf = join(data, path);
    const name = basename(path, '.pdf');
    const file = join(folder, `${name}.png`);
    const draw = ['draw', '-q', '-r', `${DPI}`, '-c', 'gray', '-o', file, pdf, `${page}`];
    execFileSync('mutool', draw, { stdio: 'ignore' });
    const truth = execFileSync('mutool', ['draw', '-q', '-F', 'txt', pdf, `${page}`], { encoding: 'utf8' });
    return { name, file, dpi: DPI, language, truth };
  });
}

function changed(
  sample: Sample,
  folder: string,
  { suffix, options }: { suffix: string; options: string },
): Sample {
  const file = join(folder, `${sample.name}.${suffix}`);
  execFileSync('convert', ['-seed', '7', sample.file, ...options.split(' '), file]);
  return { ...sample, file };
}

const degraded = (sample: Sample, folder: string) =>
  changed(sample, folder, { suffix: 'degraded.jpg', options: DEGRADE });

const turned = (samples: readonly Sample[], folder: string) =>
  [90, 180, 270].flatMap((angle, index) =>
    samples
      .slice(index, index + 1)
      .map((page) => changed(page, folder, { suffix: `${angle}.png`, options: `-rotate ${angle}` })),
  );

const small = (sample: Sample, folder: string): Sample => ({
  ...changed(sample, folder, { suffix: 'small.png', options: '-resize 37.5%' }),
  dpi: 75,
});

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
