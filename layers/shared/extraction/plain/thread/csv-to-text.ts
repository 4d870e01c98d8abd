import { alignCells } from './align-cells.ts';
import type { Conversion, ConversionAnswer } from './protocol.ts';

/** Reads CSV or TSV text and aligns its cells to columns. */
export async function csvToText({
  text,
  delimiter,
}: Extract<Conversion, { kind: 'csv' }>): Promise<ConversionAnswer> {
  const { parse } = await import('csv-parse/sync');
  const options = { delimiter, relax_column_count: true, relax_quotes: true, skip_empty_lines: false };
  let records: string[][];
  try {
    records = parse(text, options);
  } catch (error) {
    if (error instanceof RangeError) throw error;
    const line = (error as { lines?: number }).lines;
    const message = `The CSV cannot be read${line ? ` from line ${line} on` : ''}.`;
    return { kind: 'refused', code: 'corrupt_document', message };
  }
  const { lines, aligned } = alignCells(records);
  const warnings = aligned ? [] : ['The table is too large to be aligned; its cells stand two blanks apart.'];
  return { kind: 'done', text: lines.join('\n'), warnings };
}
