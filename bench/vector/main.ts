import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { CONTENDERS } from './contender.ts';
import { type Half, type InsertFigures, type QueryFigures, runHalf } from './trial.ts';

/**
 * `npm run bench:vector -- [--set 10k|100k] [--peer sqlite-vec,pglite,orama] [--peers DIR] [--queries N] [--json]`: the
 * embedded store beside a bare scan, and beside other stores that need no server. Peers are no dependencies of this
 * project: `npm install --prefix DIR sqlite-vec @orama/orama`, and name the folder with --peers.
 */
const { values } = parseArgs({
  options: {
    set: { type: 'string', default: '10k' },
    peer: { type: 'string', default: '' },
    peers: { type: 'string' },
    queries: { type: 'string', default: '50' },
    json: { type: 'boolean', default: false },
    half: { type: 'string' },
  },
});

const SETS: Record<string, { rows: number; dimensions: number }> = {
  '10k': { rows: 10_000, dimensions: 384 },
  '100k': { rows: 100_000, dimensions: 1024 },
};
const ALWAYS = ['embedded', 'plain scan'];

if (values.half) process.stdout.write(JSON.stringify(await runHalf(JSON.parse(values.half) as Half)));
else await compare();

async function compare(): Promise<void> {
  const set = SETS[values.set];
  if (!set) throw new Error(`There is no set "${values.set}"; choose ${Object.keys(SETS).join(' or ')}.`);
  const shape = { ...set, queries: Number(values.queries) };
  const names = [...ALWAYS, ...values.peer.split(',').filter(Boolean)];
  const unknown = names.find((name) => !Object.hasOwn(CONTENDERS, name));
  if (unknown) throw new Error(`There is no contender "${unknown}"; peers are pglite, sqlite-vec, orama.`);
  const rows: Record<string, object> = {};
  for (const name of names) rows[name] = await trial(name, shape);
  const machine = { node: process.version, cpu: cpus()[0]?.model, cores: availableParallelism() };
  if (values.json) process.stdout.write(`${JSON.stringify({ ...shape, machine, stores: rows }, null, 2)}\n`);
  else console.table(rows);
}

/** Inserts in one process, opens and queries in another, so that nothing is warm. */
async function trial(contender: string, shape: Half['shape']): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-vector-'));
  const half = { contender, folder, shape, ...(values.peers && { peers: values.peers }) };
  try {
    const inserted = (await inProcess({ ...half, half: 'insert' })) as InsertFigures;
    const diskMegabytes = (await sizeOf(folder)) / 1024 / 1024;
    const queried = (await inProcess({ ...half, half: 'query' })) as QueryFigures;
    return Object.fromEntries(
      Object.entries({ ...inserted, diskMegabytes, ...queried }).map(([name, value]) => [
        name,
        rounded(value),
      ]),
    );
  } catch (error) {
    return { failed: reasonOf(error) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function inProcess(half: Half): Promise<unknown> {
  const args = ['--max-old-space-size=8192', import.meta.filename, '--half', JSON.stringify(half)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1024 * 1024 });
  return JSON.parse(stdout);
}

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

function rounded(value: number): number {
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}

/** The line of a child's output that names its error, such as a package that is not installed. */
function reasonOf(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  return said.split('\n').find((line) => /^\w*Error/.test(line)) ?? said.slice(0, 200);
}
