import type { Pdfium } from './pdfium.ts';
import type { OpenFailure } from './protocol.ts';

export type OpenDocument = { handle: number; pageCount: number; close(): void };

/** FPDF_GetLastError: https://pdfium.googlesource.com/pdfium/+/main/public/fpdfview.h */
const FAILURES: Record<number, OpenFailure> = { 4: 'password', 5: 'security' };

/** Opens a PDF that lies in memory; its bytes stay in PDFium's heap until it is closed. */
export function openDocument(
  pdfium: Pdfium,
  bytes: Uint8Array,
  password: string,
): OpenDocument | OpenFailure {
  const { api } = pdfium;
  const pointer = api.pdfium.wasmExports.malloc(bytes.length);
  if (pointer === 0) return 'memory';
  pdfium.bytes().set(bytes, pointer);
  const handle = api.FPDF_LoadMemDocument(pointer, bytes.length, password);
  if (handle === 0) {
    const failure = FAILURES[api.FPDF_GetLastError()] ?? 'format';
    pdfium.free(pointer);
    return failure;
  }
  return {
    handle,
    pageCount: api.FPDF_GetPageCount(handle),
    close() {
      api.FPDF_CloseDocument(handle);
      pdfium.free(pointer);
    },
  };
}
