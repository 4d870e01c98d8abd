import { ENGINE_FILES } from '#shared/extraction/engine-files.ts';
import type { AdapterFolder } from './leave-out-adapters.ts';

/** What is bundled: the four Lambda functions and the container's long-poll worker, each into a folder of its own. */
export const FUNCTION_NAMES = ['extraction', 'chunking', 'autogen', 'evaluation', 'worker'] as const;
export type FunctionName = (typeof FUNCTION_NAMES)[number];

export type FunctionEntry = {
  name: string;
  /** Entry module, absolute or relative to the repository; becomes index.mjs. */
  entry: string;
  /** Further modules that are started by file name, e.g. as a worker thread: output name without `.mjs` → module. */
  threads: Readonly<Record<string, string>>;
  /** Files that stand beside index.mjs as they are: output name → source. */
  files: Readonly<Record<string, string>>;
  /** Kinds of adapters that its stage asks for; absent: all. */
  adapters?: readonly AdapterFolder[];
};

/** The PDF engine, for every function that extracts: a worker thread of its own and its WebAssembly. */
const ENGINE = {
  threads: Object.fromEntries(ENGINE_FILES.bundle.map(({ from, to }) => [to.replace(/\.mjs$/, ''), from()])),
  files: Object.fromEntries(ENGINE_FILES.copy.map(({ from, to }) => [to, from()])),
};
const NO_ENGINE = { threads: {}, files: {} };
/** Chunking asks the language model for its window. */
const MODELS = ['llm', 'embedding', 'vector-db'] as const;

export const ENTRIES: Readonly<Record<FunctionName, FunctionEntry>> = {
  extraction: {
    name: 'extraction',
    entry: 'functions/extraction/handler.ts',
    adapters: ['x2text'],
    ...ENGINE,
  },
  chunking: { name: 'chunking', entry: 'functions/chunking/handler.ts', adapters: MODELS, ...NO_ENGINE },
  autogen: {
    name: 'autogen',
    entry: 'functions/autogen/handler.ts',
    adapters: [...MODELS, 'reranker'],
    ...NO_ENGINE,
  },
  evaluation: { name: 'evaluation', entry: 'functions/evaluation/handler.ts', adapters: [], ...NO_ENGINE },
  worker: { name: 'worker', entry: 'functions/worker/main.ts', ...ENGINE },
};
