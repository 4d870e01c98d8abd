import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FunctionEntry } from '../../infra/build/entries.ts';
import { measure } from '../../infra/build/sizes.ts';
import { buildFunctions, REPOSITORY } from '../../infra/build.ts';

const FIXTURE: FunctionEntry = {
  name: 'fixture',
  entry: 'test/infra/fixture/handler.ts',
  threads: { engine: 'test/infra/fixture/thread.ts' },
  files: { 'data.json': 'package.json' },
};

let root: string;
let outDir: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'psw-build-'));
  outDir = join(root, 'a');
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Runs code with the bundle's exports in a process far from the repository's node_modules. */
async function runBundle(code: string): Promise<string> {
  const index = pathToFileURL(join(outDir, 'fixture', 'index.mjs')).href;
  const script = `import { handler, host } from ${JSON.stringify(index)}; ${code}`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: root,
  });
  return stdout.trim();
}

describe('the bundler', () => {
  it('writes a flat folder that runs on its own', async () => {
    const [built] = await buildFunctions({ entries: [FIXTURE], outDir });
    if (!built) throw new Error('nothing was built');
    const names = await readdir(built.folder, { recursive: true });
    expect(names).toEqual(expect.arrayContaining(['index.mjs', 'index.mjs.map', 'engine.mjs', 'data.json']));
    expect(names.filter((name) => /^greeting-\w+\.mjs$/.test(name))).toHaveLength(1);
    expect(names.filter((name) => name.startsWith('unused'))).toEqual([]);
    expect(await runBundle("console.log(await handler({ name: 'you' }))")).toBe('hello you, function');
  });

  it('starts a thread by its file name', async () => {
    const thread = new Worker(join(outDir, 'fixture', 'engine.mjs'));
    expect(await once(thread, 'message')).toEqual(['thread is up']);
  });

  it('tells static, lazy, thread and file bytes apart', async () => {
    const [built] = await buildFunctions({ entries: [FIXTURE], outDir });
    const sizes = measure(built?.files ?? []);
    expect(sizes.files.bytes).toBe((await stat(join(REPOSITORY, 'package.json'))).size);
    for (const kind of ['static', 'lazy', 'threads'] as const) {
      expect(sizes[kind].bytes, kind).toBeGreaterThan(0);
      expect(sizes[kind].gzip, kind).toBeLessThan(Number(sizes[kind].bytes));
    }
    const lazyParts = Object.keys(built?.metafile.inputs ?? {});
    expect(lazyParts.some((input) => input.includes('node_modules/pg/'))).toBe(true);
  });

  it('leaves the locales of zod out, but for English', async () => {
    const [built] = await buildFunctions({ entries: [FIXTURE], outDir });
    const locales = Object.keys(built?.metafile.inputs ?? {}).filter((path) => path.includes('/locales/'));
    expect(locales.map((path) => path.split('/').at(-1)).sort()).toEqual(['en.js', 'index.js']);
    const said = await runBundle('console.log(host.z.string().safeParse(1).error.issues[0].message)');
    expect(said).toContain('expected string');
  });

  it('writes the same bytes into every folder, without a path of this machine', async () => {
    await buildFunctions({ entries: [FIXTURE], outDir });
    const elsewhere = join(root, 'deeper', 'b');
    await buildFunctions({ entries: [FIXTURE], outDir: elsewhere });
    const names = (await readdir(join(outDir, 'fixture'))).sort();
    expect((await readdir(join(elsewhere, 'fixture'))).sort()).toEqual(names);
    for (const name of names) {
      const contents = await readFile(join(outDir, 'fixture', name));
      expect(contents.equals(await readFile(join(elsewhere, 'fixture', name))), name).toBe(true);
      for (const path of [REPOSITORY, root, homedir()])
        if (path !== '/') expect(contents.includes(`${path}/`), `${name} holds ${path}`).toBe(false);
    }
  });

  it('removes what an earlier build left and leaves equal files untouched', async () => {
    const folder = join(outDir, 'fixture');
    await buildFunctions({ entries: [FIXTURE], outDir });
    await writeFile(join(folder, 'old-CHUNK.mjs'), 'left over');
    const before = await stat(join(folder, 'index.mjs'));
    await buildFunctions({ entries: [FIXTURE], outDir });
    expect(await readdir(folder)).not.toContain('old-CHUNK.mjs');
    expect((await stat(join(folder, 'index.mjs'))).ino).toBe(before.ino);
  });

  it('fails with the place of a module that is missing', async () => {
    const entries = [{ ...FIXTURE, entry: 'test/infra/fixture/absent.ts' }];
    await expect(buildFunctions({ entries, outDir })).rejects.toThrow(/absent\.ts/);
  });
});
