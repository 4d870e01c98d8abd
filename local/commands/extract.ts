import type { ExtractionResult } from '#shared/contract/results.ts';
import { adaptersVariable } from '../adapters-file.ts';
import { CliError, EXIT } from '../cli-error.ts';
import { inputFile } from '../input-file.ts';
import { type ReadingOptions, readingSettings } from '../reading-options.ts';
import { type LocalStack, startLocalStack } from '../stack.ts';
import { showProgress } from '../terminal/progress.ts';
import { safeText } from '../terminal/safe-text.ts';
import { runDocument, successOf } from './run-document.ts';

export type ExtractOptions = ReadingOptions & {
  x2text?: string;
  adapters?: string;
  json?: boolean;
};

/** No prompt is answered here, but a message needs one. */
const NO_QUESTION = [{ name: 'text' }];

/**
 * `extract <file…>`: the text of documents on stdout, or one extraction result a line. A document that fails does
 * not keep the others from being read; the exit code tells.
 */
export async function extract(paths: string[], options: ExtractOptions): Promise<void> {
  const files = await Promise.all(paths.map(inputFile));
  const stack = await startLocalStack({
    stages: ['extraction'],
    variables: await adaptersVariable(options),
  });
  let failed = 0;
  try {
    for (const [index, file] of files.entries()) {
      const done = await extractOne(stack, file, paths[index] ?? file, paths.length > 1, options);
      if (!done) failed += 1;
    }
  } finally {
    await stack.stop();
  }
  if (failed > 0) process.exitCode = EXIT.failed;
}

async function extractOne(
  stack: LocalStack,
  file: string,
  path: string,
  titled: boolean,
  options: ExtractOptions,
): Promise<boolean> {
  const view = options.json ? undefined : showProgress(process.stderr);
  try {
    const { results } = await runDocument(stack, file, messageOf(options), view);
    const result = successOf(results.extraction);
    if (options.json) process.stdout.write(`${JSON.stringify({ ...result, file: path })}\n`);
    else if (result) printText(result, titled ? path : undefined);
    return true;
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    if (options.json) process.stdout.write(`${JSON.stringify({ ...error.document, file: path })}\n`);
    else process.stderr.write(`error: ${safeText(error.message)}\n`);
    return false;
  }
}

/** The text as it is, but on a terminal without what would drive it. */
function printText({ extracted_text, metadata }: ExtractionResult, title: string | undefined): void {
  for (const warning of metadata.warnings) process.stderr.write(`warning: ${safeText(warning)}\n`);
  const text = process.stdout.isTTY ? safeText(extracted_text.replaceAll('\f', '\n')) : extracted_text;
  process.stdout.write(`${title === undefined ? '' : `==> ${title} <==\n`}${text}\n`);
}

const messageOf = (options: ExtractOptions) => ({
  outputs: NO_QUESTION,
  tool_settings: options.x2text === undefined ? {} : { x2text_adapter: options.x2text },
  ...readingSettings(options),
  pipeline: ['extraction' as const],
});
