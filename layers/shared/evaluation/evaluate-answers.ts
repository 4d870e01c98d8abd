import { effectiveOutput } from '../answering/effective-output.ts';
import { permanentError } from '../contract/errors.ts';
import { resultName } from '../contract/keys.ts';
import type { Output } from '../contract/outputs.ts';
import {
  AutogenResult,
  type EvaluationItem,
  ExtractionResult,
  type FieldReport,
} from '../contract/results.ts';
import type { ToolSettings } from '../contract/tool-settings.ts';
import type { Stage } from '../stage.ts';
import type { RunFolder } from '../store/runs.ts';
import { type Conventions, readConventions } from '../values/document-conventions.ts';
import { asksForEvaluation, hasReference } from './asks-for-evaluation.ts';
import { flagItems } from './flags/flag-items.ts';
import { metricItems } from './metric-items.ts';
import { type Scores, scoreAnswer } from './score-answer.ts';
import { type Judged, summarizeScores } from './summary.ts';

/**
 * The evaluation stage: scores every answer that asks for it, by what code alone can tell.
 * @throws permanent `no_answers` when the run has no answers.
 */
export const evaluateAnswers: Stage<'evaluation'> = async (task, ctx) => {
  const autogen = await ctx.run.read(resultName('autogen'), AutogenResult);
  if (!autogen)
    throw permanentError('no_answers', 'The run has no autogen result, so there is nothing to evaluate.');
  const { output: answers, metadata } = autogen.results;
  const outputs = task.outputs.filter(asksForEvaluation);
  const conventions = await readDocumentConventions(ctx.run);

  const evaluated: Evaluated[] = [];
  for (const output of outputs) {
    ctx.signal.throwIfAborted();
    const value = Object.hasOwn(answers, output.name) ? answers[output.name] : null;
    evaluated.push(
      await evaluateAnswer(output, task.tool_settings, value, metadata.fields[output.name], conventions),
    );
    ctx.progress(evaluated.length, outputs.length, 'answers');
  }
  const fields = Object.fromEntries(evaluated.map(({ name, items }) => [name, items]));
  const judged = evaluated.flatMap(({ judged: one }) => one ?? []);
  const summary = summarizeScores(fields, metadata.fields, judged);
  const excluded_fields = evaluated.filter(({ excluded }) => excluded).map(({ name }) => name);
  return {
    kind: 'done',
    result: { status: 'success', evaluation: { fields, summary, excluded_fields } },
  };
};

type Evaluated = {
  name: string;
  items: EvaluationItem[];
  judged: Judged | undefined;
  /** A failed answer that is to count as null. */
  excluded: boolean;
};

async function evaluateAnswer(
  output: Output,
  tool: ToolSettings,
  value: unknown,
  report: FieldReport | undefined,
  conventions: Conventions,
): Promise<Evaluated> {
  const { type } = effectiveOutput(output, tool);
  const scores = hasReference(output)
    ? await scoreAnswer(value, output.reference_answer, type, conventions)
    : undefined;
  const settings = output.eval_settings ?? {};
  const flagged = asksForFlags(output) ? flagItems({ value, type, report, scores, settings }) : [];
  return {
    name: output.name,
    items: [...flagged, ...(scores ? metricItems(scores) : [])],
    judged: judgedBy(scores, report),
    excluded: settings.exclude_failed !== false && flagged.some(({ status }) => status === 'failed'),
  };
}

/**
 * Upstream's six are for outputs that ask for upstream's evaluation. A mere reference answer only measures: an IBAN
 * that was asked for is no failure of an answer.
 */
const asksForFlags = ({ eval_settings: settings }: Output): boolean => settings?.evaluate === true;

function judgedBy(scores: Scores | undefined, report: FieldReport | undefined): Judged | undefined {
  if (scores?.correctness === undefined || !report) return undefined;
  return { confidence: report.confidence, correctness: scores.correctness };
}

/** How the document writes dates and numbers, so that references copied from it are read the same way. */
async function readDocumentConventions(run: RunFolder): Promise<Conventions> {
  const extraction = await run.read(resultName('extraction'), ExtractionResult);
  return readConventions(extraction?.extracted_text ?? '');
}
