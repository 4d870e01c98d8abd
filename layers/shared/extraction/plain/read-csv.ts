import type { ExtractedDocument } from '../../adapters/x2text/types.ts';
import { permanentError } from '../../contract/errors.ts';
import { alignCells } from './align-cells.ts';
import { readText } from './read-text.ts';

/** Reads CSV or TSV text and aligns its cells to columns. */
export async function readCsv(
  text: string,
  delimiter: string,
  warnings: string[],
): Promise<ExtractedDocument> {
  const { parse } = await import('csv-parse/sync');
  const options = { delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: false };
  let records: string[][];
  try {
    records = parse(text, options);
  } catch (error) {
    const line = (error as { lines?: number }).lines;
    throw permanentError(
      'corrupt_document',
      `The CSV cannot be read${line ? ` from line ${line} on` : ''}.`,
      error,
    );
  }
  return readText(alignCells(records).join('\n'), delimiter === '\t' ? 'tsv' : 'csv', warnings);
}
