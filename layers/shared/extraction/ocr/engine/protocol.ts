import type { CompiledModule } from '../../pdf/engine/webassembly.ts';
import type { OcrPage, Picture } from '../types.ts';

/** What the OCR thread is started with. `core`: path of Tesseract's glue code. */
export type OcrStart = { module: CompiledModule; core: string; memoryMb: number };

/** One picture to read. `data`: paths of the languages' packed data, in the order of `languages`. */
export type OcrRequest = {
  picture: Picture;
  languages: readonly string[];
  data: readonly string[];
  dpi: number;
  maxPixels: number;
};

/** Why a picture was not read. */
export type OcrRefusal = 'unreadable' | 'too-large';

export type OcrAnswer =
  | { kind: 'ready' }
  /** `heapMb`: size of the engine's heap afterwards. */
  | { kind: 'page'; page: OcrPage; heapMb: number }
  | { kind: 'refused'; why: OcrRefusal };
