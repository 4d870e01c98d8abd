import type { Pdfium } from './pdfium.ts';
import type { OpenFailure } from './protocol.ts';

export type OpenDocument = {
  handle: number;
  /** PDFium's form environment; 0 for a document without form fields. */
  form: number;
  pageCount: number;
  close(): void;
};

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
  const info = api.FPDF_GetFormType(handle) > 0 ? api.PDFiumExt_OpenFormFillInfo() : 0;
  const form = info === 0 ? 0 : api.PDFiumExt_InitFormFillEnvironment(handle, info);
  return {
    handle,
    form,
    pageCount: api.FPDF_GetPageCount(handle),
    close() {
      if (form !== 0) api.PDFiumExt_ExitFormFillEnvironment(form);
      if (info !== 0) api.PDFiumExt_CloseFormFillInfo(info);
      api.FPDF_CloseDocument(handle);
      pdfium.free(pointer);
    },
  };
}
