import type { Metafile } from 'esbuild';
import type { FunctionEntry } from './entries.ts';
import type { BuiltFile, OutputKind } from './sizes.ts';

export type BuiltFunction = {
  name: string;
  /** Absolute path of the folder that holds index.mjs. */
  folder: string;
  /** All that a folder holds but the source maps; `measure` of build/sizes.ts weighs it. */
  files: readonly BuiltFile[];
  /** When each of the folder's scripts is read, by path in the metafile. */
  kinds: Map<string, OutputKind>;
  metafile: Metafile;
};

export type BuildOptions = {
  entries?: readonly FunctionEntry[];
  /** Folder of the functions' folders. The bytes written are the same wherever it is. */
  outDir?: string;
};

/** Makes the bundles; `buildFunctions` of infra/build.ts. */
export type Build = (options?: BuildOptions) => Promise<BuiltFunction[]>;
