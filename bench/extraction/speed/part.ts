import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { pdfFiles } from '../peers/pdf-files.ts';
import { installedPeers } from '../peers/peer-text.ts';
import type { BenchOptions, Report } from '../report.ts';
import { coldStarts } from './cold-start.ts';
import { type Racer, type RoundResult, raceInTurns } from './contender-rounds.ts';
import { memoryReport } from './memory.ts';

const SETS = /^(b1|b2|b3|c3|c4)_/;
const ROUNDS = 12;
const COLD_ROUNDS = 7;

/** Pages per second warm and cold, beside the peers; a long document; memory over a thousand documents. */
export async function speedPart({ data, peers: wanted }: BenchOptions): Promise<Report[]> {
  const { peers, notes } = await installedPeers(wanted);
  const files = (await pdfFiles(data, SETS)).map((file) => join(data, file));
  const racers: Racer[] = [
    { title: 'ours, one engine', name: 'ours', engines: 1 },
    { title: 'ours', name: 'ours', engines: 0 },
    ...peers.map((peer) => ({ title: peer, name: peer, engines: 0 })),
  ];
  const reports = [
    raceReport(`Speed, ${files.length} PDFs`, racers, await raceInTurns(racers, files, ROUNDS), notes),
    await coldReport(files, peers),
    await memoryReport(files),
  ];
  const long = await longDocument(racers, files);
  return long ? [...reports, long] : reports;
}

function raceReport(
  title: string,
  racers: readonly Racer[],
  results: readonly RoundResult[][],
  notes: readonly string[],
): Report {
  const speeds = results.map((rounds) =>
    rounds.map(({ pages, milliseconds }) => (pages / milliseconds) * 1000),
  );
  const warm = speeds.map((each) => median(each.slice(1)));
  const own = warm[0] ?? 0;
  return {
    title,
    columns: [
      'reader',
      'pages',
      'first round, pages/s',
      'warm, pages/s',
      'best',
      'one engine ÷ this',
      'all ÷ this',
      'peak MB',
    ],
    rows: racers.map((racer, index) => [
      racer.title,
      results[index]?.[0]?.pages ?? 0,
      whole(speeds[index]?.[0]),
      whole(warm[index]),
      whole(Math.max(...(speeds[index]?.slice(1) ?? []))),
      ratio(own, warm[index]),
      ratio(warm[1], warm[index]),
      racer.name === 'pdftotext' ? '–' : whole(results[index]?.at(-1)?.peakMb),
    ]),
    notes: [
      `Warm: median of ${ROUNDS - 1} alternating rounds after the first. pdftotext starts a process a document.`,
      ...racers.flatMap(({ title: who }, index) =>
        (results[index]?.[0]?.failed ?? []).map((file) => `${who} failed on ${basename(file)}.`),
      ),
      ...notes,
    ],
  };
}

async function coldReport(files: readonly string[], peers: readonly string[]): Promise<Report> {
  const file = files.find((each) => basename(each) === 'crazyones.pdf') ?? files[0] ?? '';
  const starts = await coldStarts(file, peers, COLD_ROUNDS);
  return {
    title: `Cold start to the first page, ${basename(file)}`,
    columns: ['process', 'median ms', 'best ms'],
    rows: starts.map(({ name, milliseconds }) => [
      name,
      whole(median(milliseconds)),
      whole(Math.min(...milliseconds)),
    ]),
    notes: [
      `From the start of a new process to its first output; ${COLD_ROUNDS} alternating rounds. Ours is bundled.`,
    ],
  };
}

/** A document of all large ones together, made by MuPDF's mutool where that is installed. */
async function longDocument(racers: readonly Racer[], files: readonly string[]): Promise<Report | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'long-document-'));
  const file = join(folder, 'long.pdf');
  try {
    await promisify(execFile)('mutool', [
      'merge',
      '-o',
      file,
      ...files.filter((each) => each.includes('/c3_')),
    ]);
    const results = await raceInTurns(racers, [file], ROUNDS);
    return raceReport('Speed, one long document', racers, results, [
      'All PDFs of c3, put together by mutool merge.',
    ]);
  } catch (error) {
    process.stderr.write(`No long document: ${error instanceof Error ? error.message : String(error)}\n`);
    return undefined;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const whole = (value = 0): number => Math.round(value);
const ratio = (a = 0, b = 0): string => (b > 0 ? `${(a / b).toFixed(2)}×` : '–');

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
