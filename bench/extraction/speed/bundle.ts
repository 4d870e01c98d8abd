import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENTRIES } from '../../../infra/build/entries.ts';
import { buildFunctions } from '../../../infra/build.ts';

/** Bundles a module of this folder as the extraction function is, with its engines, for as long as `use` runs. */
export async function withBundle<T>(name: string, use: (script: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-bundle-'));
  try {
    const { threads, files } = ENTRIES.extraction;
    const entry = `bench/extraction/speed/${name}.ts`;
    await buildFunctions({ entries: [{ name, entry, threads, files }], outDir: folder });
    return await use(join(folder, name, 'index.mjs'));
  } finally {
    await rm(folder, { recursive: true });
  }
}
