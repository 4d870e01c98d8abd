import type { LayoutOptions } from '../layout/types.ts';
import type { CompiledModule } from './webassembly.ts';

/** What the engine thread is started with. */
export type EngineStart = { module: CompiledModule; memoryMb: number };

/** Requests to the engine thread, one after the other: `open`, then `read` or `render`, then `close`. */
export type EngineRequest =
  | { kind: 'open'; bytes: Uint8Array; password: string }
  | { kind: 'read'; pages: readonly number[]; layout: LayoutOptions }
  | { kind: 'render'; page: number; width: number }
  | { kind: 'close' };

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
};

export type RenderedPage = { page: number; width: number; height: number; png: Uint8Array };

export type OpenFailure = 'password' | 'security' | 'format' | 'memory';

/** Answers of the engine thread. After `read` come as many `page`/`lost` as pages were asked for, then `done`. */
export type EngineAnswer =
  | { kind: 'ready' }
  | { kind: 'opened'; pageCount: number }
  | { kind: 'refused'; why: OpenFailure }
  | { kind: 'page'; page: ReadPage }
  | { kind: 'lost'; page: number; why: PageProblem }
  | { kind: 'rendered'; picture: RenderedPage }
  | { kind: 'done' };
