import { createHash } from 'node:crypto';
import { LINES, resultName } from '../contract/keys.ts';
import type { ExtractionResult } from '../contract/results.ts';
import type { Task } from '../contract/task.ts';
import { plainLines } from '../store/plain-lines.ts';
import type { RunFolder } from '../store/runs.ts';

/** Stores a text that the message brought along as if extraction had made it, so that later stages read it the same. */
export async function storeGivenText(run: RunFolder, task: Task): Promise<void> {
  const text = task.extracted_text;
  if (text === undefined) return;
  const lines = plainLines(text);
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
