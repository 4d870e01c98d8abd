import type { LocalDocument } from '../local-document.ts';

/** What the conversion thread is started with: one file and what it is. */
export type Conversion =
  | ({ kind: 'html' } & TextContent)
  | { kind: 'rtf'; bytes: Uint8Array }
  | { kind: 'mail'; bytes: Uint8Array; attachments: 'read' | 'name' }
  | ({ kind: 'csv'; delimiter: string } & TextContent)
  | ({ kind: 'plain'; fileType: string } & TextContent)
  | ({ kind: 'office' } & OfficeFile);

/** An Office file in ZIP form, or OpenDocument in one flat XML. */
export type OfficeFile = {
  type: 'docx' | 'xlsx' | 'pptx' | 'odt' | 'ods' | 'odp';
  bytes: Uint8Array;
  /** As in `extraction_settings`; sheets and slides that are not selected are not read. */
  pagesToExtract?: string | undefined;
  maxExpandedBytes: number;
  maxPages: number;
};

/** Text, or bytes in an encoding that is still to be found. */
export type TextContent = { text: string } | { bytes: Uint8Array };

/** A file that lies within another one, e.g. an attachment; read as a document of its own afterwards. */
export type Part = { name: string; bytes: Uint8Array };

/** What came of it. `expandedBytes`: how much a packed file unfolded to, its parts included. */
export type Converted = LocalDocument & { parts?: readonly Part[]; expandedBytes?: number };

export type ConversionAnswer =
  | { kind: 'done'; converted: Converted }
  | { kind: 'refused'; code: RefusalCode; message: string };

/** Sent any number of times before the answer: sheets or slides done. */
export type ConversionProgress = { kind: 'progress'; done: number; total: number };

/** Codes of the permanent errors that a converter may end with. */
export type RefusalCode =
  | 'corrupt_document'
  | 'encrypted_document'
  | 'limit_exceeded'
  | 'unsupported_type'
  | 'invalid_settings'
  | 'no_pages';

/** Thrown by a converter for what no retry mends; becomes a permanent error of the same code and message. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  constructor(code: RefusalCode, message: string) {
    super(message);
    this.code = code;
  }
}
