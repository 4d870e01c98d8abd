/**
 * The one bundling step. CDK, the container image, the end-to-end tests and the benches all run what it writes:
 * `dist/functions/<name>/index.mjs` with its chunks, threads and engine files flat beside it.
 */
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { type BuildResult, build, type Metafile, type OutputFile } from 'esbuild';
import type { BuildOptions, BuiltFunction } from './build/built-function.ts';
import { ENTRIES, FUNCTION_NAMES, type FunctionEntry } from './build/entries.ts';
import { ADAPTER_FOLDERS, leaveOutAdapters } from './build/leave-out-adapters.ts';
import { leaveOutZodLocales } from './build/leave-out-zod-locales.ts';
import { type BuiltFile, outputKinds } from './build/sizes.ts';
import { syncFolder } from './build/sync-folder.ts';

export const REPOSITORY = resolve(import.meta.dirname, '..');
export const DIST = join(REPOSITORY, 'dist', 'functions');

/**
 * Bundles functions. The same sources give the same bytes on every machine, so that asset hashes change only with
 * the code. Throws esbuild's own error when a module is missing or does not parse.
 */
export async function buildFunctions(options: BuildOptions = {}): Promise<BuiltFunction[]> {
  const entries = options.entries ?? FUNCTION_NAMES.map((name) => ENTRIES[name]);
  return Promise.all(entries.map((entry) => buildFunction(entry, resolve(options.outDir ?? DIST))));
}

async function buildFunction(entry: FunctionEntry, outDir: string): Promise<BuiltFunction> {
  const { outputFiles, metafile } = await bundle(entry);
  const path = (name: string) => `dist/functions/${entry.name}/${name}`;
  const threads = Object.keys(entry.threads).map((name) => path(`${name}.mjs`));
  const kinds = outputKinds(metafile, path('index.mjs'), threads);
  const contents = new Map<string, Uint8Array>();
  const files: BuiltFile[] = [];
  for (const output of outputFiles) {
    const name = basename(output.path);
    const kind = kinds.get(path(name.replace(/\.map$/, '')));
    if (!kind) continue;
    contents.set(name, output.contents);
    if (!name.endsWith('.map')) files.push({ name, kind, contents: output.contents });
  }
  for (const [name, source] of Object.entries(entry.files)) {
    const bytes = await readFile(resolve(REPOSITORY, source));
    contents.set(name, bytes);
    files.push({ name, kind: 'files', contents: bytes });
  }
  const folder = join(outDir, entry.name);
  await syncFolder(folder, contents);
  return { name: entry.name, folder, files, kinds, metafile };
}

type Bundle = BuildResult & { outputFiles: OutputFile[]; metafile: Metafile };

function bundle(entry: FunctionEntry): Promise<Bundle> {
  return build({
    absWorkingDir: REPOSITORY,
    entryPoints: { index: entry.entry, ...entry.threads },
    // Not written by esbuild: its idea of the folder stands in the source maps, and must not be the caller's.
    outdir: `dist/functions/${entry.name}`,
    write: false,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    outExtension: { '.js': '.mjs' },
    entryNames: '[name]',
    chunkNames: '[name]-[hash]',
    minify: true,
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    metafile: true,
    // CommonJS dependencies (pg) ask for Node's own modules by `require`, which ESM lacks.
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
    external: ['pg-native', 'cloudflare:sockets'],
    plugins: [leaveOutZodLocales, leaveOutAdapters(entry.name, entry.adapters ?? ADAPTER_FOLDERS)],
    logLevel: 'silent',
  });
}

if (import.meta.main) {
  const { printBuild } = await import('./build/print-build.ts');
  await printBuild(buildFunctions, process.argv.slice(2));
}
