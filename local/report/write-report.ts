import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Lines } from '#shared/contract/lines.ts';
import { CliError, EXIT } from '../cli-error.ts';
import { type FinishedRun, successOf } from '../commands/run-document.ts';
import { picturesOf } from './pictures.ts';
import { reportHtml } from './report.ts';

export type ReportJob = {
  /** Where the report goes. */
  path: string;
  /** The document on this machine. */
  file: string;
  finished: FinishedRun;
  lines: Lines | undefined;
  password: string | undefined;
};

/** Writes the report of a finished run: its answers beside the document's pages or text. */
export async function writeReport(job: ReportJob): Promise<void> {
  const { path, file, lines, password } = job;
  const { run_id, file_name, questions, results } = job.finished;
  const answers = successOf(results.autogen);
  if (!answers)
    throw new CliError('no_answers', 'A run without answers has no report', { exitCode: EXIT.failed });
  const extraction = successOf(results.extraction);
  const citations = Object.values(answers.results.metadata.fields).flatMap((field) => field.citations);
  const cited = new Set(citations.map(({ page }) => page));
  const fileType = extraction?.metadata.file_type ?? '';
  const { pictures, notes } = await picturesOf({ file, fileType, lines, cited, password });
  const markup = reportHtml({
    fileName: file_name,
    runId: run_id,
    questions,
    answers,
    extraction,
    evaluation: successOf(results.evaluation),
    pictures,
    ...(lines && { pages: lines.pages }),
    notes,
  });
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, markup);
}
