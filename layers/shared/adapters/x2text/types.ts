import type { Lines } from '../../contract/lines.ts';
import type { ExtractionSettings } from '../../contract/message.ts';

export type ExtractionLimits = {
  maxPages: number;
  /** Milliseconds the whole document may take. */
  extractionTimeoutMs: number;
  /** Megabytes the local engine may use. */
  engineMemoryMb: number;
};

export type X2TextInput = {
  bytes: Uint8Array;
  fileName: string;
  settings: ExtractionSettings;
  limits: ExtractionLimits;
  signal?: AbortSignal;
  progress?(done: number, total: number, unit: string): void;
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

/**
 * Turns a file into text. Throws permanent TaskErrors for what no retry mends: `empty_file`, `unsupported_type`,
 * `encrypted_document`, `corrupt_document`, `no_pages`, `no_text`, `limit_exceeded`.
 */
export type X2TextAdapter = {
  /** Adapter instance id. */
  id: string;
  provider: string;
  extract(input: X2TextInput): Promise<ExtractedDocument>;
};
