import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * Where the engines' files stand. In source they are a package's file and TypeScript entries; in a bundle all lie
 * flat beside `index.mjs`, under the names that `ENGINE_FILES` gives them.
 */
const IN_SOURCE = import.meta.url.endsWith('.ts');

const ENTRY = 'pdf-engine.mjs';
const CONVERSION_ENTRY = 'conversion-engine.mjs';
const WASM = 'pdfium.wasm';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** The entry of the thread in which files that are no PDF become lines. */
export const conversionEntry = (): string =>
  here(IN_SOURCE ? './conversion/main.ts' : `./${CONVERSION_ENTRY}`);

/** The entry of the PDF engine's worker thread. */
export const engineEntry = (): string => here(IN_SOURCE ? './pdf/engine/main.ts' : `./${ENTRY}`);

/** PDFium's WebAssembly. */
export const engineWasm = (): string =>
  IN_SOURCE ? createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm') : here(`./${WASM}`);

/**
 * What a bundle of a function that extracts needs beside its `index.mjs`: files to copy as they are, and further
 * entries to bundle. For the build, which runs in source.
 */
export const ENGINE_FILES = {
  copy: [{ from: engineWasm, to: WASM }],
  bundle: [
    { from: engineEntry, to: ENTRY },
    { from: conversionEntry, to: CONVERSION_ENTRY },
  ],
} as const;
