import { init, type WrappedPdfiumModule } from '@embedpdf/pdfium';
import { fileAccess } from './file-access.ts';
import { type CompiledModule, type Imports, webAssembly } from './webassembly.ts';

/**
 * PDFium in WebAssembly with a cap on its memory. Calls that are made for every word go through `raw`, which skips
 * the argument conversion of the typed wrappers.
 */
export type Pdfium = {
  api: WrappedPdfiumModule;
  raw: RawCalls;
  /** Reads the heap anew on each call: its buffer changes whenever the heap grows. */
  bytes(): Uint8Array;
  floats(): Float32Array;
  allocate(bytes: number): number;
  free(pointer: number): void;
  /** Room for 32 bytes of whoever is at work: what a call answers is read before the next one. */
  scratch: number;
  /** The FPDF_FILEACCESS to open a file with that lies outside of the heap. */
  offer(file: Uint8Array): number;
};

type RawCall = (...values: number[]) => number;
type RawCalls = Record<
  | 'FPDFText_GetLooseCharBox'
  | 'FPDFText_GetTextObject'
  | 'FPDFText_GetUnicode'
  | 'FPDFText_GetFontSize'
  | 'FPDFText_GetMatrix',
  RawCall
>;

/** Starts PDFium from a compiled module. A heap that would grow over `memoryMb` fails its allocation instead. */
export async function startPdfium(module: CompiledModule, memoryMb: number): Promise<Pdfium> {
  const limit = memoryMb * 1024 * 1024;
  const failed = Promise.withResolvers<never>();
  const options = {
    // Its debug build would write warnings of damaged files to the console.
    print: () => {},
    printErr: () => {},
    instantiateWasm(imports: Imports, done: (instance: object) => void) {
      const env = imports.env as Record<string, RawCall>;
      const grow = env.emscripten_resize_heap as RawCall;
      env.emscripten_resize_heap = (size: number) => (size >>> 0 > limit ? 0 : grow(size));
      webAssembly.instantiate(module, imports).then(done, failed.reject);
      return {};
    },
  };
  const api = await Promise.race([init(options as unknown as Parameters<typeof init>[0]), failed.promise]);
  api.PDFiumExt_Init();
  const heap = api.pdfium as unknown as { HEAPU8: Uint8Array; HEAPF32: Float32Array };
  const allocate = (bytes: number): number => {
    const pointer = api.pdfium.wasmExports.malloc(bytes);
    if (pointer === 0) throw new RangeError(`PDFium has no memory left for ${bytes} bytes`);
    return pointer;
  };
  const pdfium: Omit<Pdfium, 'offer'> = {
    api,
    raw: api.pdfium.wasmExports as unknown as RawCalls,
    bytes: () => heap.HEAPU8,
    floats: () => heap.HEAPF32,
    allocate,
    free: (pointer) => api.pdfium.wasmExports.free(pointer),
    scratch: allocate(32),
  };
  return { ...pdfium, offer: fileAccess(pdfium) };
}
