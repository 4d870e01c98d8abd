import { parse, relative, resolve } from 'node:path';
import { adaptersVariable } from '../adapters-file.ts';
import { EXIT } from '../cli-error.ts';
import { inputFile, userPath } from '../input-file.ts';
import { writeReport } from '../report/write-report.ts';
import { type LocalStack, startLocalStack } from '../stack.ts';
import { answerTable } from '../terminal/answer-table.ts';
import { showProgress } from '../terminal/progress.ts';
import { safeText } from '../terminal/safe-text.ts';
import { type QuestionOptions, readQuestions } from './questions.ts';
import { type FinishedRun, othersOf, runDocument, successOf } from './run-document.ts';

export type RunOptions = QuestionOptions & { json?: boolean; report?: string; adapters?: string };

/** `run <file>`: asks a document, shows a table of cited answers and writes the HTML report; or one JSON document. */
export async function run(path: string, options: RunOptions): Promise<void> {
  const file = await inputFile(path);
  const questions = await readQuestions(file, options);
  const stack = await startLocalStack({ variables: await adaptersVariable(options) });
  try {
    const view = options.json ? undefined : showProgress(process.stderr);
    const finished = await runDocument(stack, file, questions, view);
    const report = await reportOf(stack, file, finished, options);
    process.stdout.write(options.json ? asJson(finished, report.path) : asTable(finished, report.path));
    if (report.problem !== undefined) tell(report.problem, options);
  } finally {
    await stack.stop();
  }
}

type Report = { path?: string; problem?: string };

/** The answers are there and may have been paid for: a report that cannot be written must not lose them. */
function tell(problem: string, { report }: RunOptions): void {
  process.stderr.write(
    `The report could not be written (${safeText(problem)}); --report <path> puts it elsewhere.\n`,
  );
  if (report !== undefined) process.exitCode = EXIT.failed;
}

/** A run for people always has a report; one for programs only when it is asked for. */
async function reportOf(
  stack: LocalStack,
  file: string,
  finished: FinishedRun,
  options: RunOptions,
): Promise<Report> {
  if (options.json && options.report === undefined) return {};
  const path = options.report ? userPath(options.report) : defaultReport(file);
  const lines = await stack.client.lines(finished.run_id);
  try {
    await writeReport({ path, file, finished, lines, password: options.password });
    return { path };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error; // no matter of files
    return { problem: (error as Error).message };
  }
}

const defaultReport = (file: string) => resolve(userPath('.psw/reports'), `${parse(file).base}.html`);

/** The result of answering as the contract has it, with what the other stages add. */
function asJson({ run_id, file_name, results }: FinishedRun, report: string | undefined): string {
  const { extracted_text: _text, ...extraction } = successOf(results.extraction) ?? {};
  const document = {
    ...successOf(results.autogen),
    run_id,
    file_name,
    extraction,
    ...(successOf(results.evaluation) && { evaluation: successOf(results.evaluation)?.evaluation }),
    ...(report !== undefined && { report }),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function asTable({ results }: FinishedRun, report: string | undefined): string {
  const answers = successOf(results.autogen);
  const table = answers ? answerTable(answers, othersOf(results)) : 'This run answered nothing.';
  return `\n${table}\n${report === undefined ? '' : `\nReport: ${shownPath(report)}\n`}`;
}

/** Relative to where the user is, unless it lies elsewhere. */
function shownPath(path: string): string {
  const near = relative(userPath('.'), path);
  // A file's name may hold anything, and is part of the report's.
  return safeText(near.startsWith('..') ? path : near).replaceAll('\n', '\\n');
}
