import { permanentError } from '../../contract/errors.ts';
import { LINES, resultName } from '../../contract/keys.ts';
import { Lines } from '../../contract/lines.ts';
import { ChunkingResult, ErrorResult, ExtractionResult } from '../../contract/results.ts';
import type { Task } from '../../contract/task.ts';
import type { StageContext } from '../../stage.ts';
import { plainLines } from '../../store/plain-lines.ts';
import { type Conventions, readConventions } from '../../values/document-conventions.ts';
import { indexText, type TextIndex } from '../grounding/text-index.ts';

/** What the earlier stages have left, ready to be asked. */
export type LoadedDocument = {
  text: string;
  lines: Lines;
  /** Absent when the whole document is the context of every prompt. */
  chunking: ChunkingResult | undefined;
  conventions: Conventions;
  /** Of the extracted text, also when prompts are answered from something else. */
  index: TextIndex;
};

/**
 * Loads text, lines and chunking result of a run. A message that brings its own `extracted_text` needs no extraction.
 * Throws `text_missing` when there is no text at all.
 */
export async function loadDocument(task: Task, ctx: StageContext): Promise<LoadedDocument> {
  const [extraction, lines, chunking] = await Promise.all([
    ctx.run.read(resultName('extraction'), ExtractionResult.or(ErrorResult)),
    ctx.run.read(LINES, Lines),
    ctx.run.read(resultName('chunking'), ChunkingResult.or(ErrorResult)),
  ]);
  const text = extraction?.status === 'success' ? extraction.extracted_text : task.extracted_text;
  if (text === undefined)
    throw permanentError(
      'text_missing',
      'The run has no extracted text. Send the message to prompt_extraction, or put extracted_text into it.',
    );
  const conventions = readConventions(text);
  return {
    text,
    lines: lines ?? plainLines(text),
    chunking: chunking?.status === 'success' ? (chunking as ChunkingResult) : undefined,
    conventions,
    index: indexText(text, conventions),
  };
}
