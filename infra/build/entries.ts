/** What is bundled: the four Lambda functions and the container's long-poll worker, each into a folder of its own. */
export const FUNCTION_NAMES = ['extraction', 'chunking', 'autogen', 'evaluation', 'worker'] as const;
export type FunctionName = (typeof FUNCTION_NAMES)[number];

export type FunctionEntry = {
  name: string;
  /** Entry module, relative to the repository; becomes index.mjs. */
  entry: string;
  /** Further modules that are started by file name, e.g. as a worker thread: output name → module. */
  threads: Readonly<Record<string, string>>;
  /** Files that stand beside index.mjs as they are: output name → source, relative to the repository. */
  files: Readonly<Record<string, string>>;
};

/** The PDF engine, for every function that extracts: a worker thread of its own and its WebAssembly. */
const ENGINE = {
  threads: { 'pdf-engine': 'layers/shared/extraction/pdf/pdf-engine.ts' },
  files: { 'pdfium.wasm': 'node_modules/@embedpdf/pdfium/dist/pdfium.wasm' },
};
const NONE = { threads: {}, files: {} };

export const ENTRIES: Readonly<Record<FunctionName, FunctionEntry>> = {
  extraction: { name: 'extraction', entry: 'functions/extraction/handler.ts', ...ENGINE },
  chunking: { name: 'chunking', entry: 'functions/chunking/handler.ts', ...NONE },
  autogen: { name: 'autogen', entry: 'functions/autogen/handler.ts', ...NONE },
  evaluation: { name: 'evaluation', entry: 'functions/evaluation/handler.ts', ...NONE },
  worker: { name: 'worker', entry: 'functions/worker/main.ts', ...ENGINE },
};
