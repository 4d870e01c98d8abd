import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mutants } from '../../../test/extraction/hostile/mutants.ts';
import { SECRET, SEEDS } from '../../../test/extraction/hostile/seeds.ts';
import type { Report } from '../report.ts';
import { briefly, type Outcome } from './outcome.ts';
import { startSubject } from './subject.ts';

const EACH = 100;
const SEED = 20_261_122;
const TIMEOUT_MS = 10_000;
const HANG_MS = 20_000;
const PASSWORD = 'Rotkehlchen';

/** Mutants of a small document of each kind, all in one process: only texts and errors of ours. */
export async function fuzzReport(each = EACH): Promise<Report> {
  const folder = await mkdtemp(join(tmpdir(), 'mutants-'));
  const subject = startSubject(HANG_MS);
  const outcomes = new Map<string, Outcome[]>(SEEDS.map(({ fileName }) => [fileName, []]));
  const problems: string[] = [];
  try {
    const file = join(folder, 'mutant');
    for await (const { name, fileName, bytes } of mutants(each, SEED)) {
      await writeFile(file, bytes);
      const job = { file, fileName, withoutOcr: true, timeoutMs: TIMEOUT_MS, password: PASSWORD };
      const outcome = await subject.run(job);
      outcomes.get(fileName)?.push(outcome);
      if (!['text', 'error'].includes(outcome.kind)) problems.push(`${name}: ${briefly(outcome)}`);
      if (outcome.code === 'extraction_timeout') problems.push(`${name}: took ${TIMEOUT_MS / 1000} s`);
      const said = outcome.messages.find((message) => tells(message, folder));
      if (said) problems.push(`${name} tells too much: ${said}`);
    }
  } finally {
    subject.end();
    await rm(folder, { recursive: true });
  }
  if (tells(subject.written(), folder))
    problems.push('Text, a path or the password was written to the output.');
  return {
    title: `Mutants, ${each} of each kind, all in one process`,
    columns: ['document', 'text', 'error', 'crash', 'hang', 'slowest ms', 'peak MB', 'errors'],
    rows: [...outcomes].map(([name, of]) => rowOf(name, of)),
    notes: [`Seed ${SEED}.`, ...problems],
  };
}

const tells = (message: string, folder: string): boolean =>
  [SECRET, PASSWORD, folder].some((secret) => message.includes(secret));

function rowOf(name: string, outcomes: readonly Outcome[]): (string | number)[] {
  const count = (...kinds: string[]) => outcomes.filter(({ kind }) => kinds.includes(kind)).length;
  const codes = Map.groupBy(
    outcomes.filter(({ kind }) => kind === 'error'),
    ({ code }) => code,
  );
  return [
    name,
    count('text'),
    count('error'),
    count('crash', 'untyped'),
    count('hang'),
    Math.round(Math.max(...outcomes.map(({ milliseconds }) => milliseconds))),
    Math.round(Math.max(...outcomes.map(({ peakMb }) => peakMb))),
    [...codes].map(([code, of]) => `${code} ${of.length}`).join(', '),
  ];
}
