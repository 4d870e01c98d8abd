import { permanentError } from '../../contract/errors.ts';
import { Refusal } from '../conversion/protocol.ts';
import type { LocalDocument } from '../local-document.ts';
import { textPage } from './text-page.ts';

/** A text file as it is: TXT, Markdown, JSON, XML. */
export function readPlain(file: { type: string; text: string; warnings: readonly string[] }): LocalDocument {
  try {
    return { ...textPage(file.text, file.type), warnings: file.warnings };
  } catch (error) {
    throw error instanceof Refusal ? permanentError(error.code, error.message) : error;
  }
}
