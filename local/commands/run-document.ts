import { basename } from 'node:path';
import type { ErrorResult } from '#shared/contract/results.ts';
import { RunFailedError, type RunResults, type Submission } from '../../client/index.ts';
import { CliError, EXIT } from '../cli-error.ts';
import type { LocalStack } from '../stack.ts';
import type { ProgressView } from '../terminal/progress.ts';

export type FinishedRun = {
  run_id: string;
  file_name: string;
  /** The prompts by output name, for people who read the answers. */
  questions: ReadonlyMap<string, string>;
  results: RunResults;
};

/**
 * Sends a document of this machine through the stages and waits for the end.
 * @throws CliError with the error result when the run fails.
 */
export async function runDocument(
  stack: LocalStack,
  file: string,
  message: Submission,
  view?: ProgressView,
): Promise<FinishedRun> {
  const run = await stack.client.submit({ ...message, file });
  try {
    const results = await stack.client.wait(run, {
      firstPauseMs: 50,
      longestPauseMs: 250,
      onProgress: (status) => view?.update(status),
    });
    return { run_id: run.run_id, file_name: basename(file), questions: questionsOf(message), results };
  } catch (error) {
    throw error instanceof RunFailedError ? failedRun(run.run_id, file, error.result) : error;
  } finally {
    view?.end();
  }
}

const questionsOf = ({ outputs = [] }: Submission) =>
  new Map(
    outputs.flatMap(({ name, prompt, promptx }) => {
      const question = prompt ?? promptx;
      return question ? [[name, question] as const] : [];
    }),
  );

/** The run's error result as the command's own end: one line for people, the document for programs. */
function failedRun(run_id: string, file: string, result: ErrorResult): CliError {
  return new CliError(
    result.code,
    `${basename(file)}: ${result.stage} failed (${result.code}): ${result.error}${hint(result)}`,
    {
      exitCode: EXIT.failed,
      document: { ...result, run_id, file_name: basename(file) },
    },
  );
}

/** A stage's success result; a finished run has it for each stage of its pipeline. */
export function successOf<T extends { status: string }>(
  result: T | undefined,
): Extract<T, { status: 'success' }> | undefined {
  return result?.status === 'success' ? (result as Extract<T, { status: 'success' }>) : undefined;
}

/** The success results of the stages around the answering. */
export const othersOf = (results: RunResults) => ({
  extraction: successOf(results.extraction),
  evaluation: successOf(results.evaluation),
});

/** What to do about it on this command line; the message itself speaks to those who send messages. */
function hint({ code, error }: ErrorResult): string {
  if (code === 'internal_error') return ' Set LOG_LEVEL=ERROR to see where.';
  return error.includes('extraction_settings.password') ? ' Here: --password <password>.' : '';
}
