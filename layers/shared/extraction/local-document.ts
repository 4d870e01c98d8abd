import type { UnfinishedDocument, X2TextInput } from '../adapters/x2text/types.ts';
import type { PageLines } from './assemble.ts';

/** What a local reader found: pages (sheets, slides, attachments) of lines, not yet one text. */
export type LocalDocument = {
  /** By content: `pdf`, `docx`, `tsv` … */
  fileType: string;
  /** Pages of the document itself, selected or not. */
  pageCount: number;
  /** Selected pages in order. `page` counts from 1; readers of containers number on. */
  pages: readonly PageLines[];
  warnings: readonly string[];
  metadata?: Record<string, unknown>;
};

/**
 * Reads one format. A file without any text gives pages without lines; whoever asked decides whether that is an error.
 * Throws the TaskErrors of `X2TextAdapter`.
 */
export type LocalReader = (input: LocalInput) => Promise<LocalDocument | UnfinishedDocument>;

/** `depth`: how many archives or e-mails this file lies within. `expanded`: bytes they may still expand to, shared. */
export type LocalInput = X2TextInput & { depth: number; expanded: { bytesLeft: number } };

export const isUnfinished = <T extends object>(
  outcome: T | UnfinishedDocument,
): outcome is UnfinishedDocument => 'unfinished' in outcome;
