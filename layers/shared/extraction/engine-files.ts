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
const WEBP_WASM = 'webp.wasm';
const OCR_ENTRY = 'ocr-engine.mjs';
const OCR_CORE = 'tesseract.cjs';
const OCR_WASM = 'tesseract.wasm';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** The entry of the thread in which files that are no PDF become lines. */
export const conversionEntry = (): string =>
  here(IN_SOURCE ? './conversion/main.ts' : `./${CONVERSION_ENTRY}`);

/** The entry of the PDF engine's worker thread. */
export const engineEntry = (): string => here(IN_SOURCE ? './pdf/engine/main.ts' : `./${ENTRY}`);

/** PDFium's WebAssembly. */
export const engineWasm = (): string =>
  IN_SOURCE ? createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm') : here(`./${WASM}`);

/** libwebp's WebAssembly; the package's own JavaScript is not used. */
export const webpWasm = (): string =>
  IN_SOURCE ? createRequire(import.meta.url).resolve('@cwasm/webp/webp.wasm') : here(`./${WEBP_WASM}`);

/**
 * The build with WebAssembly's fixed 128-bit SIMD, which is in every Node that is supported. The one with relaxed SIMD
 * is no faster, for its matrix kernel is the same, and its results may differ between CPUs.
 */
const TESSERACT = 'tesseract.js-core/tesseract-core-simd-lstm';

/** Languages that OCR reads: Tesseract's names and the packages that hold their data. */
export const OCR_LANGUAGES: Readonly<Record<string, string>> = {
  eng: '@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz',
  deu: '@tesseract.js-data/deu/4.0.0_best_int/deu.traineddata.gz',
};

const packaged = (file: string): string => createRequire(import.meta.url).resolve(file);

/** The entry of the OCR engine's worker thread. */
export const ocrEntry = (): string => here(IN_SOURCE ? './ocr/engine/main.ts' : `./${OCR_ENTRY}`);

/** Tesseract's glue code, which is CommonJS and loaded as it is. */
export const ocrCore = (): string => (IN_SOURCE ? packaged(`${TESSERACT}.js`) : here(`./${OCR_CORE}`));

/** Tesseract's WebAssembly. */
export const ocrWasm = (): string => (IN_SOURCE ? packaged(`${TESSERACT}.wasm`) : here(`./${OCR_WASM}`));

/** The packed data of a language of OCR_LANGUAGES. */
export const ocrData = (language: string): string =>
  IN_SOURCE ? packaged(OCR_LANGUAGES[language] ?? '') : here(`./${language}.traineddata.gz`);

/**
 * What a bundle of a function that extracts needs beside its `index.mjs`: files to copy as they are, and further
 * entries to bundle. For the build, which runs in source.
 */
export const ENGINE_FILES = {
  copy: [
    { from: engineWasm, to: WASM },
    { from: webpWasm, to: WEBP_WASM },
    { from: ocrCore, to: OCR_CORE },
    { from: ocrWasm, to: OCR_WASM },
    ...Object.keys(OCR_LANGUAGES).map((language) => ({
      from: () => ocrData(language),
      to: `${language}.traineddata.gz`,
    })),
  ],
  bundle: [
    { from: engineEntry, to: ENTRY },
    { from: conversionEntry, to: CONVERSION_ENTRY },
    { from: ocrEntry, to: OCR_ENTRY },
  ],
} as const;
