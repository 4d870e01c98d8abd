import * as z from 'zod';
import type { ExtractedDocument, X2TextCheckpoints, X2TextInput } from '../adapters/x2text/types.ts';
import { permanentError } from '../contract/errors.ts';
import { checkpointPrefix, LINES } from '../contract/keys.ts';
import type { Lines } from '../contract/lines.ts';
import type { ExtractionResult } from '../contract/results.ts';
import type { Task } from '../contract/task.ts';
import type { Stage, StageContext } from '../stage.ts';
import type { StoredDocument } from '../store/documents.ts';
import { extensionOf } from './detection/detect-type.ts';

/**
 * The extraction stage: document in, layout text and `lines.json` out. Errors are those of the document store and of
 * the extraction adapter. A message that brings its `extracted_text` is given lines for it; its file is not read.
 */
export const extractDocument: Stage<'extraction'> = async (task, ctx) => {
  if (task.extracted_text !== undefined) return takeGivenText(task, task.extracted_text, ctx);
  const adapter = await ctx.adapters.x2text(adapterId(task));
  adapter.prepare?.(task.file_name, ctx.limits);
  const file = await ctx.documents.read(task.file_path, ctx.signal);
  const document = await adapter.extract(inputOf(task, file, ctx));
  if ('unfinished' in document) return { kind: 'continue', reason: document.unfinished };
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
    checkpoints: checkpointsOf(file.hash, ctx),
    release: () => release(file.bytes),
  };
}

const Kept = z.object({ file_hash: z.string(), value: z.unknown() });

/** What was kept of another file, which this one has replaced meanwhile, does not count. */
function checkpointsOf(hash: string, ctx: StageContext): X2TextCheckpoints {
  const nameOf = (name: string) => `${checkpointPrefix(ctx.stage)}${name}.json`;
  return {
    async read(name) {
      const kept = await ctx.run.read(nameOf(name), Kept);
      return kept?.file_hash === hash ? kept.value : undefined;
    },
    write: (name, value) => ctx.run.write(nameOf(name), { file_hash: hash, value }),
    remainingMs: () => ctx.remainingMs(),
  };
}

/** Bytes from which a file's memory is given back before the garbage collector would. */
const LARGE_FILE = 1024 * 1024;

function release({ buffer, byteLength }: Uint8Array): void {
  const whole = buffer instanceof ArrayBuffer && buffer.byteLength === byteLength;
  if (whole && byteLength >= LARGE_FILE) buffer.transfer(0);
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
  if (text.trim() === '')
    throw permanentError('no_text', 'The extracted_text has no text: it holds nothing but blanks.');
  const lines = [...text.matchAll(/[^\n]*(?:\n|$)/g)]
    .filter((match) => match[0] !== '' || match.index === 0)
    .map((match) => ({
      page: 1,
      start: match.index,
      end: match.index + match[0].replace(/\n$/, '').length,
      source: 'plain' as const,
    }));
  const pages = [{ page: 1, start: 0, end: text.length }];
  return { text, fileType, pageCount: 1, warnings: [], lines: { version: 1, pages, lines } };
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
