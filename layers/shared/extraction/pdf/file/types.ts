/**
 * What a PDF file is made of (ISO 32000-1, 7.3). A name is a JavaScript string without its slash, a PDF string its
 * bytes (decrypted).
 */
export type PdfValue =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | readonly PdfValue[]
  | PdfDict
  | PdfRef
  | PdfStream;

export type PdfDict = ReadonlyMap<string, PdfValue>;
export type PdfRef = { readonly kind: 'ref'; readonly number: number; readonly generation: number };
/** `raw`: its bytes as they stand in the file; decrypted and decoded by `PdfFile.decode`. */
export type PdfStream = {
  readonly kind: 'stream';
  readonly dict: PdfDict;
  readonly raw: Uint8Array;
  readonly ref?: PdfRef;
};

/** left, bottom, right, top in user space, ordered. */
export type Rectangle = readonly [left: number, bottom: number, right: number, top: number];

/** A page with what it inherits from the nodes above it. `turns`: quarters clockwise by which it is shown, 0 to 3. */
export type PdfPage = {
  dict: PdfDict;
  resources: PdfDict;
  mediaBox: Rectangle;
  cropBox: Rectangle;
  turns: number;
};

/** A file that is built as the standard says. All methods throw `NotPlain` where it is not. */
export type PdfFile = {
  pages: readonly PdfPage[];
  /** The document's catalogue. */
  root: PdfDict;
  /** Follows references; null for what does not exist. Objects are parsed once and kept. */
  resolve(value: PdfValue | undefined): PdfValue;
  /** A stream's decoded bytes, decrypted. */
  decode(stream: PdfStream): Uint8Array;
};

/**
 * Something that this reader does not know, or that is damaged: PDFium, which repairs much, is to read the page or
 * the file.
 */
export class NotPlain extends Error {}
