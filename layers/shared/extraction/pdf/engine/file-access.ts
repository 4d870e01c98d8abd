import type { WrappedPdfiumModule } from '@embedpdf/pdfium';

/** PDFium and its heap. */
type Heap = { api: WrappedPdfiumModule; bytes(): Uint8Array; allocate(bytes: number): number };

/** Bytes of FPDF_FILEACCESS: length, the function that gives a block, and what that is to be called with. */
const FILE_ACCESS_BYTES = 12;

/**
 * Lets PDFium read a file that lies outside of its heap, block by block as it needs them, so that a large file is
 * not held twice. Gives a function that offers a file and returns the FPDF_FILEACCESS to open it with; the file must
 * stay as it is until PDFium has closed it or the next one is offered.
 */
export function fileAccess(pdfium: Heap): (file: Uint8Array) => number {
  const access = pdfium.allocate(FILE_ACCESS_BYTES);
  let file: Uint8Array = new Uint8Array();
  const getBlock = (_parameter: number, at: number, buffer: number, size: number): number => {
    const from = at >>> 0;
    const to = from + (size >>> 0);
    if (to > file.length) return 0;
    pdfium.bytes().set(file.subarray(from, to), buffer >>> 0);
    return 1;
  };
  const callback = pdfium.api.pdfium.addFunction(getBlock, 'iiiii');
  return (offered) => {
    file = offered;
    const heap = pdfium.bytes();
    const fields = new DataView(heap.buffer, heap.byteOffset + access, FILE_ACCESS_BYTES);
    fields.setUint32(0, file.length, true);
    fields.setUint32(4, callback, true);
    return access;
  };
}
