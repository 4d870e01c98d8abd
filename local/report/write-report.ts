import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Lines } from '#shared/contract/lines.ts';
import { CliError, EXIT } from '../cli-error.ts';
import { type FinishedRun, successOf } from '../commands/run-document.ts';
import { picturesOf } from './pictures.ts';
import { reportHtml } from './report.ts';

/** Writes the report of a finished run: its answers beside the document's pages or text. */
export async function writeReport(
  path: string,
  file: string,
  { run_id, file_name, questions, results }: FinishedRun,
  lines: Lines | undefined,
): Promise<void> {
  const answers = successOf(results.autogen);
  if (!answers)
    throw new CliError('no_answers', 'A run without answers has no report', { exitCode: EXIT.failed });
  const extraction = successOf(results.extraction);
  const citations = Object.values(answers.results.metadata.fields).flatMap((field) => field.citations);
  const cited = new Set(citations.map(({ page }) => page));
  const { pictures, notes } = await picturesOf(file, extraction?.metadata.file_type ?? '', lines, cited);
  const markup = reportHtml({
    fileName: file_name,
    runId: run_id,
    questions,
    answers,
    extraction,
    evaluation: successOf(results.evaluation),
    pictures,
    notes,
  });
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, markup);
}
