import type { RefusalCode } from '../../conversion/protocol.ts';
import type { ImageType } from '../../detection/image-type.ts';
import type { LayoutOptions, PageToken } from '../layout/types.ts';
import type { CompiledModule } from './webassembly.ts';

/** What the engine thread is started with. */
export type EngineStart = {
  memoryMb: number;
  /** One number that both sides see: the page that is being read, 0 for none. */
  current: Int32Array;
};

/** What OCR may read: nothing, pages without a usable text layer, or also pictures on pages with text. */
export type OcrUse = 'never' | 'needed' | 'pictures';

/** Why OCR is to read a page: no text layer, one that is no text, or pictures that may hold more text. */
export type OcrReason = 'no-text' | 'garbled' | 'pictures';

/** Requests to the engine thread, one after the other: `open`, then any of the others, then `close`. */
export type EngineRequest =
  | { kind: 'open'; bytes: Uint8Array; password: string; image?: { type: ImageType; maxPixels: number } }
  | { kind: 'read'; pages: readonly number[]; layout: LayoutOptions; ocr: OcrUse }
  | { kind: 'grey'; page: number; dpi: number; maxPixels: number }
  | { kind: 'lay-out'; page: number; layout: LayoutOptions; found: readonly PageToken[]; why: OcrReason }
  | { kind: 'render'; page: number; width: number }
  /** The answer to `wants-pdfium`, in the middle of another request. */
  | { kind: 'pdfium'; module: CompiledModule }
  | { kind: 'close' };

/** A page that gave nothing. */
export type LostPage = { page: number; why: PageProblem };

/** Why a page gave nothing. */
export type PageProblem = 'unreadable' | 'too-many-characters' | 'too-large';

/**
 * One page as the engine found it. Ranges are UTF-16 offsets into `text`, whose lines are joined by `\n`.
 * `words` holds NUMBERS_OF_WORD a word (start, end, x0, y0, x1, y1, confidence), `wordsOfLine` how many words each
 * line has.
 */
export type ReadPage = {
  page: number;
  width: number;
  height: number;
  text: string;
  words: Float64Array;
  wordsOfLine: Uint32Array;
  /** Characters that have no Unicode meaning (fonts without a map), of all characters. */
  unmapped: number;
  characters: number;
  /** Words left out because they stand far outside of the page. */
  outside: number;
  /** Its lines could not be marked: it draws more of them than are looked at. */
  unmarked?: boolean;
  /** Read by PDFium; without it by our own reader. */
  byPdfium?: true;
  /** Where our own reader failed, so that PDFium read the page: a mistake of ours. */
  readerError?: string;
  /** Set on pages that OCR is to read; with an outcome once it has. */
  ocr?: { why: OcrReason; outcome?: OcrOutcome };
};

/** What OCR made of a page. `lowDpi`: it was drawn at fewer dots an inch than it should have been. */
export type OcrOutcome =
  | {
      kind: 'read';
      words: number;
      confidence: number;
      dpi: number;
      lowDpi: boolean;
      languages: readonly string[];
    }
  | { kind: 'blank' }
  | { kind: 'failed'; why: 'engine-failed' | 'too-large' | 'unreadable' };

/** A page in shades of grey, a byte a pixel, row by row; `dpi` may be lower than asked for. */
export type GreyPage = {
  page: number;
  width: number;
  height: number;
  dpi: number;
  pixels: Uint8Array;
  /** There is no ink on it. */
  blank: boolean;
};

export type RenderedPage = { page: number; width: number; height: number; png: Uint8Array };

export type OpenFailure = 'password' | 'security' | 'format' | 'memory';

/**
 * Answers of the engine thread. After `read` come `pages` as they are there, after `lay-out` a `page` or `lost`, then
 * `done`.
 */
export type EngineAnswer =
  | { kind: 'ready' }
  /** It needs PDFium's compiled module. */
  | { kind: 'wants-pdfium' }
  | { kind: 'opened'; pageCount: number; repaired: boolean }
  | { kind: 'refused'; why: OpenFailure }
  | { kind: 'refused'; why: 'image'; code: RefusalCode; message: string }
  | { kind: 'page'; page: ReadPage }
  | { kind: 'lost'; page: number; why: PageProblem }
  | { kind: 'pages'; pages: readonly (ReadPage | LostPage)[] }
  | { kind: 'rendered'; picture: RenderedPage }
  | { kind: 'grey'; picture: GreyPage }
  /** The request is done; after `read` with the last pages. */
  | { kind: 'done'; pages?: readonly (ReadPage | LostPage)[] }
  /** After `close`: how large PDFium's heap and the thread's own have become. */
  | { kind: 'closed'; heapMb: number };
