import { type Converted, Refusal } from '../conversion/protocol.ts';
import { alignCells } from './align-cells.ts';
import { textPage } from './text-page.ts';

/** Reads CSV or TSV text and aligns its cells to columns. */
export async function csvToText(text: string, delimiter: string): Promise<Converted> {
  const { parse } = await import('csv-parse/sync');
  const options = { delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: false };
  let records: string[][];
  try {
    records = parse(text, options);
  } catch (error) {
    if (error instanceof RangeError) throw error;
    const line = (error as { lines?: number }).lines;
    throw new Refusal('corrupt_document', `The CSV cannot be read${line ? ` from line ${line} on` : ''}.`);
  }
  const { lines, aligned } = alignCells(records);
  const warnings = aligned ? [] : ['The table is too large to be aligned; its cells stand two blanks apart.'];
  return { ...textPage(lines.join('\n'), delimiter === '\t' ? 'tsv' : 'csv'), warnings };
}
