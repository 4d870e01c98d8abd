import type { BenchOptions, Report } from '../report.ts';
import { type Contender, debian, debianAlike, liteparse, ours } from './contenders.ts';
import { makeSamples, type SampleSet } from './samples.ts';
import { type Score, scoreText } from './score.ts';
import { singleReading } from './single-reading.ts';
import { throughput } from './throughput.ts';

/**
 * OCR beside Debian's tesseract in the same mode and in its default one, and beside liteparse: word recall, word
 * precision, likeness of the text, CPU seconds a picture. Contenders read every picture in turn. In the environment,
 * OCR_SETS has parts of the names of the sets to read, OCR_PAGES how many pictures of each; all without them.
 */
export async function ocrPart({ data, peers }: BenchOptions): Promise<Report[]> {
  const contenders: Contender[] = [ours, singleReading()];
  const notes: string[] = [];
  if (peers.includes('tesseract')) contenders.push(await debianAlike(), debian);
  if (peers.includes('liteparse')) {
    try {
      contenders.push(await liteparse());
    } catch {
      notes.push('liteparse is not installed');
    }
  }
  const sets = chosen(makeSamples(data));
  for (const contender of contenders) await warmUp(contender, sets);
  const reports: Report[] = [];
  const all: { set: SampleSet; results: Results }[] = [];
  for (const set of sets) {
    const results = await readAll(set, contenders);
    all.push({ set, results });
    reports.push(reportOf(`OCR: ${set.name} (${set.samples.length})`, results, notes));
  }
  reports.push(overall(all, contenders, notes));
  const clean = sets.find(({ name }) => name.endsWith('clean'));
  if (clean && peers.includes('tesseract')) reports.push(await throughput(clean.samples));
  return reports;
}

/** The sets that the project's bar is about; the others show what is done beyond. */
const OF_THE_BAR = /clean|degraded|receipts|pictures/;

/** One row over all pictures of these sets, each counted once. */
function overall(
  all: readonly { set: SampleSet; results: Results }[],
  contenders: readonly Contender[],
  notes: string[],
): Report {
  const counted = all.filter(({ set }) => OF_THE_BAR.test(set.name));
  const results: Results = new Map(
    contenders.map((contender) => [contender, counted.flatMap((one) => one.results.get(contender) ?? [])]),
  );
  const pictures = counted.reduce((sum, { set }) => sum + set.samples.length, 0);
  return reportOf(
    `OCR: all of ${counted.map(({ set }) => set.name).join('; ')} (${pictures})`,
    results,
    notes,
  );
}

function chosen(sets: readonly SampleSet[]): SampleSet[] {
  const names = process.env.OCR_SETS?.split(',') ?? [''];
  const most = Number(process.env.OCR_PAGES) || Number.POSITIVE_INFINITY;
  return sets
    .filter((set) => names.some((name) => set.name.includes(name)))
    .map((set) => ({ ...set, samples: set.samples.slice(0, most) }));
}

/** Engines and languages are loaded once a process; that is not what a page costs. */
async function warmUp(contender: Contender, sets: readonly SampleSet[]): Promise<void> {
  const samples = sets.flatMap((set) => set.samples);
  const smallest = samples.find(({ name }) => name.startsWith('simple')) ?? samples[0];
  if (smallest) await contender.read(smallest);
}

type Result = Score & { seconds: number };
type Results = Map<Contender, Result[]>;

async function readAll(set: SampleSet, contenders: readonly Contender[]): Promise<Results> {
  const results: Results = new Map(contenders.map((contender) => [contender, []]));
  const detail = process.env.OCR_DETAIL === '1';
  for (const sample of set.samples)
    for (const contender of contenders) {
      const { text, seconds } = await contender.read(sample);
      const result = { ...scoreText(text, sample.truth), seconds };
      results.get(contender)?.push(result);
      if (detail)
        process.stderr.write(
          `${sample.name} ${contender.name}: ${Object.values(result).map((n) => n.toFixed(3))}\n`,
        );
    }
  return results;
}

function reportOf(title: string, results: Results, notes: string[]): Report {
  return {
    title,
    columns: ['reader', 'word recall', 'word precision', 'letters alike', 'CPU s a picture'],
    rows: [...results].map(([{ name }, each]) => [
      name,
      ...(['recall', 'precision', 'letters'] as const).map((key) => mean(each, key).toFixed(3)),
      mean(each, 'seconds').toFixed(2),
    ]),
    notes,
  };
}

const mean = (results: readonly Result[], key: keyof Result): number =>
  results.reduce((sum, result) => sum + result[key], 0) / Math.max(1, results.length);
