import type { BenchOptions, Report } from '../report.ts';
import { type Contender, debian, debianAlike, liteparse, ours } from './contenders.ts';
import { makeSamples, type SampleSet } from './samples.ts';
import { type Score, scoreText } from './score.ts';

/**
 * OCR beside Debian's tesseract in the same mode and in its default one, and beside liteparse: word recall, word
 * precision, likeness of the text, CPU seconds a picture. Contenders read every picture in turn. In the environment,
 * OCR_SETS has parts of the names of the sets to read, OCR_PAGES how many pictures of each; all without them.
 */
export async function ocrPart({ data, peers }: BenchOptions): Promise<Report[]> {
  const contenders: Contender[] = [ours];
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
  for (const set of sets) reports.push(await compare(set, contenders, notes));
  return reports;
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

async function compare(set: SampleSet, contenders: readonly Contender[], notes: string[]): Promise<Report> {
  const results = new Map<Contender, Result[]>(contenders.map((contender) => [contender, []]));
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
  return {
    title: `OCR: ${set.name} (${set.samples.length})`,
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
