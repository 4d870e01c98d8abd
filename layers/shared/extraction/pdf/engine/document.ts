import type { Pdfium } from './pdfium.ts';
import type { OpenFailure, PageProblem } from './protocol.ts';

export type OpenDocument = {
  handle: number;
  /** PDFium's form environment; 0 for a document without form fields. */
  form: number;
  pageCount: number;
  /** Its header was missing and had to be put in its place. */
  repaired: boolean;
  /** Pages that are known to be unreadable, e.g. too large a picture. */
  lost?: ReadonlyMap<number, PageProblem>;
  close(): void;
};

/** FPDF_GetLastError: https://pdfium.googlesource.com/pdfium/+/main/public/fpdfview.h */
const FAILURES: Record<number, OpenFailure> = { 4: 'password', 5: 'security' };
const HEADER = Buffer.from('%PDF-1.7\n');
/** PDFium looks for the header in so many bytes. */
const HEADER_WITHIN = 1024;

/**
 * Opens a PDF; its bytes stay where they are, and as they are until it is closed. Without a header PDFium would not
 * even try: with another one before it, it searches for the file's parts.
 */
export function openDocument(
  pdfium: Pdfium,
  bytes: Uint8Array,
  password: string,
): OpenDocument | OpenFailure {
  const { api } = pdfium;
  const repaired = !hasHeader(bytes);
  const file = repaired ? Buffer.concat([HEADER, bytes]) : bytes;
  const handle = api.FPDF_LoadCustomDocument(pdfium.offer(file), password);
  if (handle === 0) {
    const failure = FAILURES[api.FPDF_GetLastError()] ?? 'format';
    letGo(pdfium);
    return failure;
  }
  const info = api.FPDF_GetFormType(handle) > 0 ? api.PDFiumExt_OpenFormFillInfo() : 0;
  const form = info === 0 ? 0 : api.PDFiumExt_InitFormFillEnvironment(handle, info);
  return {
    handle,
    form,
    pageCount: api.FPDF_GetPageCount(handle),
    repaired,
    close() {
      if (form !== 0) api.PDFiumExt_ExitFormFillEnvironment(form);
      if (info !== 0) api.PDFiumExt_CloseFormFillInfo(info);
      api.FPDF_CloseDocument(handle);
      letGo(pdfium);
    },
  };
}

/** Else an idle engine would keep the last file in memory. */
const letGo = (pdfium: Pdfium) => pdfium.offer(new Uint8Array());

const hasHeader = (bytes: Uint8Array): boolean => Buffer.from(bytes.slice(0, HEADER_WITHIN)).includes('%PDF');
