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

const add = (a: Size, b: Size): Size => ({ bytes: a.bytes + b.bytes, gzip: a.gzip + b.gzip });

/** gzip -9 of a file, as a zip's deflate would pack it. */
export function sizeOf(contents: Uint8Array): Size {
  return { bytes: contents.byteLength, gzip: gzipSync(contents, { level: 9 }).byteLength };
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

/** When each JavaScript output is read, seen from the entry module `index`. */
export function outputKinds(metafile: Metafile, index: string): Map<string, OutputKind> {
  const eager = reachable(metafile, index, STATIC);
  const all = reachable(metafile, index, ALL);
  const scripts = Object.keys(metafile.outputs).filter((path) => path.endsWith('.mjs'));
  return new Map(
    scripts.map((path) => [path, eager.has(path) ? 'static' : all.has(path) ? 'lazy' : 'threads']),
  );
}

export function sumSizes(files: Iterable<{ kind: OutputKind; size: Size }>): FunctionSizes {
  const zero = { bytes: 0, gzip: 0 };
  const sizes: FunctionSizes = { static: zero, lazy: zero, threads: zero, files: zero };
  for (const { kind, size } of files) sizes[kind] = add(sizes[kind], size);
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
