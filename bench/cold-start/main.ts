import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { STAGES, type StageName } from '#shared/contract/identifiers.ts';
import { buildFunctions } from '../../infra/build.ts';
import { median } from '../overhead/measurement.ts';

/**
 * `npm run bench:cold-start -- [--runs N] [--json]`: how long a new process takes to import each built function, as
 * Lambda does at a cold start, beside an empty module in the same run. `--data` is accepted like in every bench;
 * this one reads no documents.
 */
const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    json: { type: 'boolean', default: false },
    runs: { type: 'string', default: '9' },
  },
});
const run = promisify(execFile);

/** What every function needs to start; nothing is called. */
const VARIABLES: Record<string, string> = {
  BUCKET_NAME: 'bench-bucket',
  QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/000000000000/queue',
  DEAD_LETTER_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/000000000000/dlq',
  AWS_REGION: 'eu-central-1',
  AWS_LAMBDA_FUNCTION_NAME: 'bench',
};
for (const stage of STAGES) {
  VARIABLES[`QUEUE_URL_${stage.toUpperCase()}`] = VARIABLES.QUEUE_URL ?? '';
}

const built = await buildFunctions();
const modules = new Map<StageName | 'empty module', string>([['empty module', 'data:text/javascript,']]);
for (const { name, folder } of built) {
  if (STAGES.includes(name as StageName)) {
    modules.set(name as StageName, pathToFileURL(join(folder, 'index.mjs')).href);
  }
}

const times = new Map([...modules.keys()].map((name) => [name, [] as number[]]));
for (let round = 0; round < Number(options.runs); round += 1) {
  for (const [name, url] of modules) times.get(name)?.push(await importTime(url));
}

const rows = [...times].map(([name, all]) => ({
  function: name,
  import_ms_min: Math.round(Math.min(...all)),
  import_ms_median: Math.round(median(all)),
}));
if (options.json) process.stdout.write(`${JSON.stringify({ runs: Number(options.runs), rows }, null, 2)}\n`);
else console.table(rows);

/** Milliseconds of one import in a process of its own. */
async function importTime(url: string): Promise<number> {
  const script = `const start = performance.now(); await import(${JSON.stringify(url)}); process.stdout.write(String(performance.now() - start)); process.exit(0);`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], {
    env: { PATH: process.env.PATH, ...VARIABLES },
  });
  return Number(stdout);
}
