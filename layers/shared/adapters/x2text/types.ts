import type { Lines } from '../../contract/lines.ts';
import type { ExtractionSettings } from '../../contract/message.ts';

export type ExtractionLimits = {
  maxPages: number;
  /** Milliseconds the whole document may take, over all invocations of its run. */
  extractionTimeoutMs: number;
  /** Milliseconds one page may take, its OCR included; a page that takes longer is left out. */
  pageTimeoutMs: number;
  /** Megabytes each local engine may use. */
  engineMemoryMb: number;
  /** Pixels a picture or a page drawn for OCR may have. */
  maxPagePixels: number;
  /** Bytes that an archive, an e-mail or an Office file may expand to, with all that is in it. */
  maxExpandedBytes: number;
  /** Archives and e-mails within each other. */
  maxArchiveDepth: number;
};

/** What earlier invocations of the same run have kept, so that a long document need not be read again. */
export type X2TextCheckpoints = {
  /** A kept value, or undefined. It comes from S3: check its shape. */
  read(name: string): Promise<unknown>;
  /** Keeps a JSON value under a name of `a-z0-9-`. */
  write(name: string, value: unknown): Promise<void>;
  /** Milliseconds of work left in this invocation. */
  remainingMs(): number;
};

export type X2TextInput = {
  bytes: Uint8Array;
  fileName: string;
  settings: ExtractionSettings;
  limits: ExtractionLimits;
  signal?: AbortSignal;
  progress?(done: number, total: number, unit: string): void;
  /** Absent: the document is read in one go. */
  checkpoints?: X2TextCheckpoints;
  /** Called by a reader that has copied `bytes` and does not need them any more; they are empty then. */
  release?(): void;
};

export type ExtractedDocument = {
  text: string;
  lines: Lines;
  /** `pdf`, `txt`, `md`, `html`, `csv` … by content, not by name. */
  fileType: string;
  pageCount: number;
  warnings: string[];
  /** Adapter-specific facts for the result's metadata, e.g. `whisper_hash`. */
  metadata?: Record<string, unknown>;
};

/** The document is not read to its end; all that was is in the checkpoints. Only with `checkpoints`. */
export type UnfinishedDocument = { unfinished: string };

/**
 * Turns a file into text. Throws permanent TaskErrors for what no retry mends: `empty_file`, `unsupported_type`,
 * `encrypted_document`, `corrupt_document`, `no_pages`, `no_text`, `limit_exceeded`.
 */
export type X2TextAdapter = {
  /** Adapter instance id. */
  id: string;
  provider: string;
  /** Called while the document is still downloaded, so that engines can start meanwhile. Does not throw. */
  prepare?(fileName: string, limits: ExtractionLimits): void;
  extract(input: X2TextInput): Promise<ExtractedDocument | UnfinishedDocument>;
};
