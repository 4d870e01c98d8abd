import { existsSync } from 'node:fs';
import { parse, resolve } from 'node:path';
import type { ExtractionSettings } from '#shared/contract/message.ts';
import { CliError } from '../cli-error.ts';
import { userPath } from '../input-file.ts';
import { type Prompts, promptsFromQuestions, readPrompts } from '../prompts.ts';
import { type ReadingOptions, readingSettings } from '../reading-options.ts';

/** What is asked, which adapter instances answer, and how the document is read. */
export type QuestionOptions = ReadingOptions & {
  prompts?: string;
  ask?: string[];
  llm?: string;
  embedding?: string;
  vectorDb?: string;
  x2text?: string;
  reranker?: string;
};

/** The part of a message that the options make. */
export type Questions = Prompts & { extraction_settings?: ExtractionSettings };

/**
 * The prompts of a run: `--prompts`, `--ask`, or both; without either the file `<document>.prompts.json` beside
 * the document.
 */
export async function readQuestions(document: string, options: QuestionOptions): Promise<Questions> {
  if (options.ask?.some((question) => question.trim() === '')) {
    throw new CliError('no_question', 'An --ask is empty: write the question behind it');
  }
  const asked = options.ask && promptsFromQuestions(options.ask);
  const path = options.prompts === undefined ? undefined : userPath(options.prompts);
  const fromFile = path ?? (asked ? undefined : promptsBeside(document));
  const read = fromFile === undefined ? undefined : await readPrompts(fromFile);
  if (!asked && !read) {
    throw new CliError('no_question', 'Nothing is asked: give --ask "…" (repeatable) or --prompts <file>');
  }
  const outputs = [...(read?.outputs ?? []), ...(asked?.outputs ?? [])];
  refuseDoubleNames(outputs.map(({ name }) => name));
  return {
    outputs,
    tool_settings: { ...read?.tool_settings, ...adapters(options) },
    ...readingSettings(options),
  };
}

function promptsBeside(document: string): string | undefined {
  const { dir, name } = parse(document);
  const path = resolve(dir, `${name}.prompts.json`);
  return existsSync(path) ? path : undefined;
}

function refuseDoubleNames(names: string[]): void {
  const double = names.find((name, index) => names.indexOf(name) !== index);
  if (double !== undefined) {
    throw new CliError(
      'prompts_invalid',
      `Two prompts are named "${double}"; every answer needs its own name`,
    );
  }
}

const adapters = ({ llm, embedding, vectorDb, x2text, reranker }: QuestionOptions) => ({
  ...(llm !== undefined && { llm }),
  ...(embedding !== undefined && { embedding }),
  ...(vectorDb !== undefined && { 'vector-db': vectorDb }),
  ...(x2text !== undefined && { x2text_adapter: x2text }),
  ...(reranker !== undefined && { reranker }),
});
