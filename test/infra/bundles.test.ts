import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STAGES, type StageName } from '#shared/contract/identifiers.ts';
import type { BuiltFunction } from '../../infra/build/built-function.ts';
import { measure } from '../../infra/build/sizes.ts';
import { buildFunctions, REPOSITORY } from '../../infra/build.ts';

const KB = 1024;
/** What is read at every cold start, gzipped; issue 2. Engines, and what is loaded when first needed, are apart. */
const BUDGETS: Record<StageName, number> = {
  extraction: 350 * KB,
  chunking: 350 * KB,
  autogen: 600 * KB,
  evaluation: 350 * KB,
};
const ENVIRONMENT = {
  BUCKET_NAME: 'bucket',
  QUEUE_URL: 'http://127.0.0.1:9/q',
  DEAD_LETTER_QUEUE_URL: 'http://127.0.0.1:9/d',
  QUEUE_URL_CHUNKING: 'http://127.0.0.1:9/c',
  QUEUE_URL_AUTOGEN: 'http://127.0.0.1:9/a',
  QUEUE_URL_EVALUATION: 'http://127.0.0.1:9/e',
  AWS_REGION: 'eu-central-1',
};

let root: string;
let built: Map<string, BuiltFunction>;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'psw-bundles-'));
  const functions = await buildFunctions({ outDir: root });
  built = new Map(functions.map((one) => [one.name, one]));
}, 120_000);
afterAll(() => rm(root, { recursive: true, force: true }));

const bundle = (name: string): BuiltFunction => {
  const found = built.get(name);
  if (!found) throw new Error(`${name} was not built`);
  return found;
};

/** Loads a bundle in a process of its own, far from the repository, as Lambda does. */
function load(name: string, env: Record<string, string>) {
  const index = pathToFileURL(join(bundle(name).folder, 'index.mjs')).href;
  const script = `const { handler } = await import(${JSON.stringify(index)}); console.log(typeof handler)`;
  return spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: root,
    env,
    encoding: 'utf8',
  });
}

/** Every script but engine threads: what is read at once and what is loaded when first needed. */
const WITHOUT_ENGINES = { extraction: 350 * KB, evaluation: 350 * KB };

describe.each(Object.entries(WITHOUT_ENGINES))('the whole folder of %s', (worker, budget) => {
  it('keeps its budget without its engines', () => {
    const { files } = bundle(worker);
    const { lazy, static: eager } = measure(files);
    expect(lazy.gzip + eager.gzip).toBeLessThanOrEqual(budget);
  });

  it('holds no client of a model that its stage never asks', () => {
    const inputs = Object.keys(bundle(worker).metafile.inputs);
    expect(inputs.filter((path) => /@ai-sdk|genai-prices|\/pg\/|s3vectors/.test(path))).toEqual([]);
  });
});

describe.each(STAGES)('the bundle of %s', (worker) => {
  it('keeps its budget', () => {
    const eager = bundle(worker).files.filter(({ kind }) => kind === 'static');
    const { gzip } = measure(eager).static;
    expect(gzip).toBeGreaterThan(50 * KB);
    expect(gzip).toBeLessThanOrEqual(BUDGETS[worker]);
  });

  it('loads without node_modules', () => {
    const { status, stdout, stderr } = load(worker, ENVIRONMENT);
    expect(stderr).toBe('');
    expect(stdout.trim()).toBe('function');
    expect(status).toBe(0);
  });

  it('stops at its start with one line that names a wrong variable', () => {
    const { status, stderr } = load(worker, { ...ENVIRONMENT, QUEUE_URL: 'nowhere' });
    expect(stderr).toMatch(
      new RegExp(`The environment of the ${worker} worker is wrong – QUEUE_URL: [^\\n]+\\n`),
    );
    expect(status).not.toBe(0);
  });

  it('reads no model, vector, document or AWS client beyond S3 and SQS before it is asked for', () => {
    const { kinds, metafile } = bundle(worker);
    const eager = Object.entries(metafile.outputs)
      .filter(([path]) => kinds.get(path) === 'static')
      .flatMap(([, { inputs }]) => Object.keys(inputs));
    const heavy = eager.filter((input) =>
      /node_modules\/(ai|@ai-sdk|pg|gpt-tokenizer|chrono-node|htmlparser2|csv-parse|@pydantic|@embedpdf|@aws-sdk\/client-(ssm|s3vectors|secrets))/.test(
        input,
      ),
    );
    expect(heavy).toEqual([]);
  });

  it('has the PDF engine beside it when it extracts, and only then', async () => {
    const names = await readdir(bundle(worker).folder);
    const engine = names.filter((name) => name === 'pdfium.wasm' || name === 'pdf-engine.mjs');
    expect(engine).toHaveLength(worker === 'extraction' ? 2 : 0);
  });
});

describe('the bundles', () => {
  it('hold no path of this machine', async () => {
    for (const { name, folder } of built.values())
      for (const file of await readdir(folder)) {
        const contents = await readFile(join(folder, file));
        for (const path of [`${REPOSITORY}/`, `${root}/`, `${homedir()}/`])
          if (path !== '//') expect(contents.includes(path), `${name}/${file} holds ${path}`).toBe(false);
      }
  });

  it('of the container says in one line what its environment lacks', () => {
    const { status, stderr, stdout } = spawnSync(
      process.execPath,
      [join(bundle('worker').folder, 'index.mjs')],
      {
        cwd: root,
        env: {},
        encoding: 'utf8',
      },
    );
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain('BUCKET_NAME');
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });
});
