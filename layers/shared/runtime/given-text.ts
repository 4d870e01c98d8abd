import { createHash } from 'node:crypto';
import { LINES, resultName } from '../contract/keys.ts';
import type { Line, Lines, Page } from '../contract/lines.ts';
import type { ExtractionResult } from '../contract/results.ts';
import type { Task } from '../contract/task.ts';
import type { RunFolder } from '../store/runs.ts';

/** Stores a text that the message brought along as if extraction had made it, so that later stages read it the same. */
export async function storeGivenText(run: RunFolder, task: Task): Promise<void> {
  const text = task.extracted_text;
  if (text === undefined) return;
  const lines = linesOfText(text);
  const bytes = Buffer.from(text);
  const result: ExtractionResult = {
    status: 'success',
    extracted_text: text,
    metadata: {
      file_hash: task.file_hash ?? createHash('sha256').update(bytes).digest('hex'),
      file_name: task.file_name,
      file_type: 'txt',
      file_size: bytes.byteLength,
      page_count: lines.pages.length,
      adapter: 'given-text',
      warnings: [],
    },
  };
  await run.create(LINES, lines);
  await run.create(resultName('extraction'), result);
}

/**
 * Pages between form feeds, lines between line feeds, blank ones too. The line feed before a form feed only ends its
 * page, as in the texts that extraction makes, so that entry i is line i + 1 of the text.
 */
export function linesOfText(text: string): Lines {
  const pages: Page[] = [];
  const lines: Line[] = [];
  let start = 0;
  for (const part of text.split(/(?<=\f)/)) {
    const page = pages.length + 1;
    const pageText = part.replace(/\n?\f$/, '');
    pages.push({ page, start, end: start + pageText.length });
    let lineStart = start;
    for (const lineText of pageText.split('\n')) {
      lines.push({ page, start: lineStart, end: lineStart + lineText.length, source: 'plain' });
      lineStart += lineText.length + 1;
    }
    start += part.length;
  }
  return { version: 1, pages, lines };
}
