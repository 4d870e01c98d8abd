import { createRequire } from 'node:module';
import { type CompiledModule, type Imports, webAssembly } from '../../pdf/engine/webassembly.ts';

/** Tesseract's C++ interface as far as it is used here: https://tesseract-ocr.github.io/tessapi/5.x/ */
export type TessBaseApi = {
  Init(folder: string, languages: string, engineMode: number): number;
  SetVariable(name: string, value: string): boolean;
  SetImage(pointer: number, width: number, height: number, bytesPerPixel: number, bytesPerLine: number): void;
  /** Reads the file `/input`; 1 when it is no picture. */
  SetImageFile(): number;
  GetInputImage(): object;
  /** Tells ink from paper and finds lines of text; `Recognize` does so only where this was not called. */
  FindLines(): number;
  Recognize(monitor: null): number;
  GetIterator(): ResultIterator;
  Clear(): void;
  End(): void;
};

type PixelBox = { x0: number; y0: number; x1: number; y1: number };

export type ResultIterator = {
  Next(level: number): boolean;
  IsAtBeginningOf(level: number): boolean;
  GetUTF8Text(level: number): string | null;
  /** 0 to 100. */
  Confidence(level: number): number;
  getBoundingBox(level: number): PixelBox;
  getBaseline(level: number): PixelBox & { has_baseline: boolean };
  getRowAttributes(): { row_height: number; descenders: number; ascenders: number };
};

type CoreModule = {
  FS: { writeFile(path: string, bytes: Uint8Array): void; unlink(path: string): void };
  TessBaseAPI: new () => TessBaseApi;
  getPointer(object: object): number;
  destroy(object: object): void;
  _malloc(bytes: number): number;
  _free(pointer: number): void;
};

/** Tesseract in WebAssembly. `memory()` is read anew on each call: its buffer changes whenever the heap grows. */
export type Core = CoreModule & { memory(): ArrayBuffer };

type Memory = { buffer: ArrayBuffer; grow(pages: number): number };

/** Starts Tesseract. A heap that would grow over `memoryMb` fails its allocation instead. */
export async function startCore(corePath: string, module: CompiledModule, memoryMb: number): Promise<Core> {
  const start = createRequire(import.meta.url)(corePath) as (options: object) => Promise<CoreModule>;
  const failed = Promise.withResolvers<never>();
  let memory: Memory | undefined;
  const options = {
    print: () => {},
    printErr: () => {},
    instantiateWasm(imports: Imports, done: (instance: object) => void) {
      webAssembly.instantiate(module, imports).then((instance) => {
        memory = cappedMemory(instance as { exports: Record<string, unknown> }, memoryMb);
        done(instance);
      }, failed.reject);
      return {};
    },
  };
  const core = await Promise.race([start(options), failed.promise]);
  return Object.assign(core, { memory: () => memory?.buffer ?? new ArrayBuffer(0) });
}

/**
 * The memory that the module exports, unable to grow over the limit. The names of imports and exports are shortened
 * when the module is built, so it is known by its kind.
 */
function cappedMemory({ exports }: { exports: Record<string, unknown> }, memoryMb: number): Memory {
  const isMemory = (value: unknown): value is Memory =>
    Object.prototype.toString.call(value) === '[object WebAssembly.Memory]';
  const memory = Object.values(exports).find(isMemory);
  if (!memory) throw new Error('The OCR engine exports no memory');
  const grow = memory.grow.bind(memory);
  memory.grow = (pages) => {
    if (memory.buffer.byteLength + pages * 65_536 > memoryMb * 1024 * 1024)
      throw new RangeError('The OCR engine has used up its memory');
    return grow(pages);
  };
  return memory;
}
