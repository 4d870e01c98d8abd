import { StageName } from '#shared/contract/identifiers.ts';
import type { ErrorResult } from '#shared/contract/results.ts';
import { RunFailedError, type RunResults, type RunStatus } from '../../client/index.ts';
import { CliError, EXIT } from '../cli-error.ts';
import { connect } from '../deployed.ts';
import { inputFile } from '../input-file.ts';
import { answerTable } from '../terminal/answer-table.ts';
import { showProgress } from '../terminal/progress.ts';
import { safeText } from '../terminal/safe-text.ts';
import { type QuestionOptions, readQuestions } from './questions.ts';
import { othersOf, successOf } from './run-document.ts';

type Where = { stage?: string; organization?: string; json?: boolean };

/** `submit <file>`: uploads and queues a document; prints the run id. */
export async function submit(path: string, options: QuestionOptions & Where): Promise<void> {
  const file = await inputFile(path);
  const questions = await readQuestions(file, options);
  const { client } = await connect(options.stage);
  const run = await client.submit({ ...questions, file, ...organization(options) });
  process.stdout.write(options.json ? `${JSON.stringify(run)}\n` : `${run.run_id}\n`);
}

/** `status <run>`: how far a run is; with `--wait` until it has ended. A failed run's exit code is 1. */
export async function status(run_id: string, options: Where & { wait?: boolean }): Promise<void> {
  const { client } = await connect(options.stage);
  const run = { run_id, ...organization(options) };
  if (options.wait) {
    const view = options.json ? undefined : showProgress(process.stderr);
    await client
      .wait(run, { onProgress: (now) => view?.update(now) })
      .catch((error: unknown) => {
        if (!(error instanceof RunFailedError)) throw error; // the status below tells
      })
      .finally(() => view?.end());
  }
  const now = await client.status(run);
  process.stdout.write(options.json ? `${JSON.stringify(now)}\n` : `${describe(now)}\n`);
  if (now.state === 'failed') process.exitCode = EXIT.failed;
}

function describe({ state, stage, attempt, progress, error, warnings }: RunStatus): string {
  const parts = [
    state === 'queued' && !stage ? 'queued (or not known: no worker has seen this run)' : state,
    ...(stage ? [stage] : []),
    ...(progress && state === 'running' ? [`${progress.done} of ${progress.total} ${progress.unit}`] : []),
    ...(attempt !== undefined && attempt > 1 ? [`try ${attempt}`] : []),
    ...(error ? [`${error.code}: ${error.error}`] : []),
    ...warnings.map((warning) => `warning: ${warning}`),
  ];
  return parts.map(safeText).join('  ');
}

/** `result <run> [worker]`: all results of a run as JSON, one stage's, or the answers as a table. */
export async function result(run_id: string, worker: string | undefined, options: Where): Promise<void> {
  const { client } = await connect(options.stage);
  const run = { run_id, ...organization(options) };
  const results: RunResults = worker
    ? { [worker]: await client.result(run, StageName.parse(worker)) }
    : await client.result(run);
  const found = Object.values(results).filter((each) => each !== undefined);
  if (found.length === 0) {
    throw new CliError('no_result', `Run ${run_id} has no result${worker ? ` of ${worker}` : ''} yet`, {
      exitCode: EXIT.failed,
    });
  }
  const failure = found.find((each): each is ErrorResult => each.status === 'error');
  if (options.json) process.stdout.write(`${JSON.stringify(worker ? found[0] : results)}\n`);
  else process.stdout.write(`${readable(results, failure)}\n`);
  if (failure) process.exitCode = EXIT.failed;
}

function readable(results: RunResults, failure: ErrorResult | undefined): string {
  if (failure) return safeText(`${failure.stage} failed (${failure.code}): ${failure.error}`);
  const answers = successOf(results.autogen);
  if (answers) return answerTable(answers, othersOf(results));
  return JSON.stringify(results, null, 2);
}

const organization = ({ organization: organization_id }: Where) =>
  organization_id === undefined ? {} : { organization_id };
