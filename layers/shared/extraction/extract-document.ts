import type { ExtractedDocument, X2TextInput } from '../adapters/x2text/types.ts';
import { LINES } from '../contract/keys.ts';
import type { Lines } from '../contract/lines.ts';
import type { ExtractionResult } from '../contract/results.ts';
import type { Task } from '../contract/task.ts';
import type { Stage, StageContext } from '../stage.ts';
import type { StoredDocument } from '../store/documents.ts';
import { extensionOf } from './detect-type.ts';
import { readText } from './plain/read-text.ts';

/**
 * The extraction stage: document in, layout text and `lines.json` out. Errors are those of the document store and of
 * the extraction adapter. A message that brings its `extracted_text` is given lines for it; its file is not read.
 */
export const extractDocument: Stage<'extraction'> = async (task, ctx) => {
  if (task.extracted_text !== undefined) return takeGivenText(task, task.extracted_text, ctx);
  const file = await ctx.documents.read(task.file_path, ctx.signal);
  const adapter = await ctx.adapters.x2text(adapterId(task));
  const document = await adapter.extract(inputOf(task, file, ctx));
  await keepLines(document, ctx);
  ctx.metrics.add('Pages', document.lines.pages.length);
  ctx.log.info('Extracted', {
    adapter: adapter.id,
    file_type: document.fileType,
    pages: document.pageCount,
    characters: document.text.length,
    warnings: document.warnings.length,
  });
  return { kind: 'done', result: resultOf(task, document, adapter.id, file) };
};

const adapterId = ({ extraction_settings, tool_settings }: Task): string | undefined =>
  extraction_settings?.x2text_instance_id || tool_settings.x2text_adapter || undefined;

function inputOf(task: Task, file: StoredDocument, ctx: StageContext): X2TextInput {
  return {
    bytes: file.bytes,
    fileName: task.file_name,
    settings: task.extraction_settings ?? {},
    limits: ctx.limits,
    signal: ctx.signal,
    progress: (done, total, unit) => ctx.progress(done, total, unit),
  };
}

/** Written before the result, so that whoever sees the result finds the lines. */
async function keepLines({ lines }: ExtractedDocument, ctx: StageContext): Promise<void> {
  await ctx.run.write(LINES, lines satisfies Lines);
}

async function takeGivenText(task: Task, text: string, ctx: StageContext) {
  const document = { ...givenText(text, extensionOf(task.file_name) || 'txt'), metadata: {} };
  await keepLines(document, ctx);
  const size = Buffer.byteLength(text);
  const hash = task.file_hash ?? '';
  return { kind: 'done' as const, result: resultOf(task, document, 'extracted_text', { size, hash }) };
}

/** Ranges must fit the text as it was given, so nothing of it is normalised. */
function givenText(text: string, fileType: string): ExtractedDocument {
  const read = readText(text, fileType, []);
  if (read.text === text) return read;
  const lines = [...text.matchAll(/[^\n]*(?:\n|$)/g)]
    .filter((match) => match[0] !== '' || match.index === 0)
    .map((match) => ({
      page: 1,
      start: match.index,
      end: match.index + match[0].replace(/\n$/, '').length,
      source: 'plain' as const,
    }));
  return { ...read, text, lines: { version: 1, pages: [{ page: 1, start: 0, end: text.length }], lines } };
}

function resultOf(
  task: Task,
  document: ExtractedDocument,
  adapter: string,
  file: { hash: string; size: number },
): ExtractionResult {
  const warnings = [...document.warnings];
  if (task.file_hash && task.file_hash.toLowerCase() !== file.hash)
    warnings.push(
      'The message names another file_hash than the document has; the document may have been replaced.',
    );
  return {
    status: 'success',
    extracted_text: document.text,
    metadata: {
      ...document.metadata,
      file_hash: file.hash,
      file_name: task.file_name,
      file_type: document.fileType,
      file_size: file.size,
      page_count: document.pageCount,
      adapter,
      warnings,
    },
  };
}
