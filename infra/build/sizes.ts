import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Metafile } from 'esbuild';

export type Size = { bytes: number; gzip: number };

/** Sizes of one function's folder, by when its parts are read. Source maps are left out. */
export type FunctionSizes = {
  /** index.mjs and all that it imports statically: read at every cold start. */
  static: Size;
  /** Chunks behind a dynamic import: read when first needed. */
  lazy: Size;
  /** Threads of their own, and what only they import. */
  threads: Size;
  /** WebAssembly and data files. */
  files: Size;
};

export type OutputKind = keyof FunctionSizes;

export type BuiltFile = { name: string; kind: OutputKind; contents: Uint8Array };

const add = (a: Size, b: Size): Size => ({ bytes: a.bytes + b.bytes, gzip: a.gzip + b.gzip });

/** Compressing takes longer than bundling, and functions share most of their chunks. */
const measured = new Map<string, Size>();

/** gzip -9 of a file, as a zip's deflate would pack it. */
function sizeOf(contents: Uint8Array): Size {
  const hash = createHash('sha256').update(contents).digest('hex');
  const size = measured.get(hash) ?? {
    bytes: contents.byteLength,
    gzip: gzipSync(contents, { level: 9 }).byteLength,
  };
  measured.set(hash, size);
  return size;
}

/** Outputs that `start` reaches, over static imports only or over all. Paths as in the metafile. */
function reachable(metafile: Metafile, start: string, kinds: ReadonlySet<string>): Set<string> {
  const found = new Set([start]);
  for (const path of found)
    for (const next of metafile.outputs[path]?.imports ?? [])
      if (!next.external && kinds.has(next.kind)) found.add(next.path);
  return found;
}

const STATIC = new Set(['import-statement', 'require-call']);
const ALL = new Set([...STATIC, 'dynamic-import']);

/**
 * When each script is read, by path in the metafile. A script that nothing reaches is left out: esbuild writes a
 * chunk for every dynamic import it parses, also for those in code that it then drops.
 */
export function outputKinds(
  metafile: Metafile,
  index: string,
  threads: readonly string[],
): Map<string, OutputKind> {
  const kinds = new Map<string, OutputKind>();
  const assign = (paths: Iterable<string>, kind: OutputKind) => {
    for (const path of paths) if (!kinds.has(path)) kinds.set(path, kind);
  };
  assign(reachable(metafile, index, STATIC), 'static');
  assign(reachable(metafile, index, ALL), 'lazy');
  for (const thread of threads) assign(reachable(metafile, thread, ALL), 'threads');
  return kinds;
}

/** Sizes of files by kind; a kind that is not among them counts 0. */
export function measure(files: Iterable<BuiltFile>): FunctionSizes {
  const zero = { bytes: 0, gzip: 0 };
  const sizes: FunctionSizes = { static: zero, lazy: zero, threads: zero, files: zero };
  for (const { kind, contents } of files) sizes[kind] = add(sizes[kind], sizeOf(contents));
  return sizes;
}

/** What fills a function's bundle: bytes in the output by npm package (or folder of ours), largest first. */
export function largestParts(
  metafile: Metafile,
  kinds: ReadonlyMap<string, OutputKind>,
  kind: OutputKind,
): [part: string, bytes: number][] {
  const parts = new Map<string, number>();
  for (const [path, output] of Object.entries(metafile.outputs)) {
    if (kinds.get(path) !== kind) continue;
    for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) {
      const part = partOf(input);
      parts.set(part, (parts.get(part) ?? 0) + bytesInOutput);
    }
  }
  return [...parts].sort((a, b) => b[1] - a[1]);
}

function partOf(input: string): string {
  const dependency = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1];
  return dependency ?? input.split('/').slice(0, 3).join('/');
}
