import type { StepKey } from '../agents/checkpoints.ts';
import { isTaskError } from '../contract/errors.ts';
import type { FieldReport } from '../contract/results.ts';
import { describeError } from '../telemetry/describe-error.ts';
import type { Answer, AskRequest, SaveStep } from './ask/answer.ts';
import { askModel } from './ask/ask-model.ts';
import { askReader } from './ask/ask-reader.ts';
import { beforeDeadline, isTimeUp } from './before-deadline.ts';
import { findContext, type PromptContext } from './context/find-context.ts';
import { FieldAnswer, noAnswer } from './field-answer.ts';
import { cite } from './grounding/cite.ts';
import { groundValue } from './grounding/ground-value.ts';
import type { Grounding } from './grounding/types.ts';
import type { PlannedPrompt } from './plan/plan-prompts.ts';
import { resolvePrompt } from './plan/resolve-prompt.ts';
import type { Work } from './work.ts';

/** How far an answer that stands nowhere in its context is believed. */
const UNGROUNDED_FACTOR = 0.4;

export const answerStep = (name: string): StepKey => ({ kind: 'answer', name });

/**
 * Answers one prompt: variables, context, model, grounding. The answer is saved the moment it is there. What fails
 * for good fails this field only; what may be gone later is thrown, so that the message comes back – unless this is the
 * last try: then it fails this field only, too, because the other fields' answers are paid for.
 */
export async function answerField(
  planned: PlannedPrompt,
  answers: ReadonlyMap<string, FieldAnswer>,
  work: Work,
): Promise<FieldAnswer> {
  const broken = planned.needs.find((need) => !isUsable(answers.get(need)));
  if (broken !== undefined)
    return noAnswer('skipped', {
      code: 'dependency_failed',
      message: `The prompt uses the answer "${broken}", and there is none.`,
    });
  try {
    return await work.checkpoints.step(
      answerStep(planned.output.name),
      FieldAnswer,
      () => beforeDeadline(work.ctx, (signal) => ask(planned, answers, withSignal(work, signal))),
      // A reader's answer costs less than a checkpoint – unless an invocation's end may come between: only what is
      // saved counts as progress there.
      (_answer, usage) => usage.length > 0 || Number.isFinite(work.ctx.remainingMs()),
    );
  } catch (error) {
    return failedField(error, work);
  }
}

/** The field that an error has failed. Throws the error when it is the try that failed, and not this field alone. */
function failedField(error: unknown, { ctx, checkpoints, givenUp }: Work): FieldAnswer {
  // After the signal, the error is the run's end.
  if (ctx.signal.aborted || ctx.hasRetry(error)) throw error;
  // What was saved is progress: there will be another round.
  if (isTimeUp(error) && checkpoints.savedNow() > 0) throw error;
  if (!isTaskError(error)) ctx.log.error('unforeseen error', describeError(error));
  if (!isTaskError(error) || error.retryable) givenUp.push(error);
  const { code, message } = isTaskError(error) ? error : UNFORESEEN;
  return noAnswer('failed', { code, message });
}

const UNFORESEEN = {
  code: 'internal_error',
  message: 'The worker failed on this prompt for a reason it did not foresee; its log says more.',
};

const withSignal = (work: Work, signal: AbortSignal): Work => ({ ...work, ctx: { ...work.ctx, signal } });

const isUsable = (answer: FieldAnswer | undefined): boolean =>
  answer !== undefined && answer.report.status !== 'failed' && answer.report.status !== 'skipped';

async function ask(
  planned: PlannedPrompt,
  answers: ReadonlyMap<string, FieldAnswer>,
  work: Work,
): Promise<FieldAnswer> {
  const { task, document, ctx } = work;
  const { output } = planned;
  const values = new Map([...answers].map(([name, answer]) => [name, answer.value]));
  const resolved = resolvePrompt(planned, task, values);
  const startedAt = performance.now();
  const context = await contextOf(planned, resolved.text, work);
  const foundAt = performance.now();
  const request: AskRequest = {
    output,
    question: resolved.text,
    context: context.text,
    ...(context.passages && { passages: context.passages }),
    settings: task.tool_settings,
    conventions: document.conventions,
    signal: ctx.signal,
  };
  const save: SaveStep = (part, ...step) =>
    work.checkpoints.step({ kind: 'part', name: JSON.stringify([output.name, part]) }, ...step);
  const adapter = await ctx.adapters.llm(output.llm);
  const answer = await (adapter.kind === 'reader'
    ? askReader(adapter, request)
    : askModel(adapter, request, save));
  const answeredAt = performance.now();
  return {
    ...report(answer, output.type, context, work, [
      ...resolved.warnings,
      ...context.warnings,
      ...unavailable(planned),
      ...answer.warnings,
    ]),
    ...(context.passages && { passages: context.passages }),
    seconds: {
      context_retrieval: seconds(foundAt - startedAt),
      extraction_llm: seconds(answeredAt - foundAt),
    },
  };
}

async function contextOf(planned: PlannedPrompt, question: string, work: Work): Promise<PromptContext> {
  if (work.substitute !== undefined) return { text: work.substitute, warnings: [] };
  return findContext(planned.output, question, work);
}

function report(
  answer: Answer,
  type: PlannedPrompt['output']['type'],
  context: PromptContext,
  work: Work,
  warnings: string[],
): Pick<FieldAnswer, 'value' | 'report' | 'places'> {
  const { index, lines } = work.document;
  const grounding = ground(answer, type, context, work);
  const places = grounding.places.map((place) => ({ path: place.path, citation: cite(place, index, lines) }));
  const fieldReport: FieldReport = {
    status: answer.status,
    model: answer.model,
    confidence: confidence(answer, grounding),
    grounded: grounding.grounded,
    citations: places.map((place) => place.citation),
    ...(answer.error && { error: answer.error }),
    ...(warnings.length > 0 && { warnings }),
  };
  return { value: answer.value, report: fieldReport, places };
}

function ground(
  answer: Answer,
  type: PlannedPrompt['output']['type'],
  context: PromptContext,
  { document, substitute }: Work,
): Grounding {
  if (answer.range && substitute === undefined)
    return { places: [{ ...answer.range, path: [], score: 1 }], grounded: true };
  const within = context.passages ?? [];
  return groundValue({ value: answer.value, type, quote: answer.quote, within }, document.index);
}

/** What the answerer thinks, lowered by how well the value stands in the document. */
function confidence(answer: Answer, { places, grounded }: Grounding): number {
  if (grounded === null) return answer.confidence;
  if (!grounded) return round(answer.confidence * UNGROUNDED_FACTOR);
  const scores = places.map((place) => place.score);
  return round((answer.confidence * scores.reduce((sum, score) => sum + score, 0)) / scores.length);
}

/** What the output asks for and this version does not do; the value is kept as it is. */
function unavailable({ output }: PlannedPrompt): string[] {
  const warnings: string[] = [];
  if (output.enable_postprocessing_webhook)
    warnings.push(
      'Webhook post-processing is not available in this version; the value is as the model gave it.',
    );
  if (output.lookup_config) warnings.push('Lookup enrichment is not available in this version.');
  return warnings;
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
const seconds = (milliseconds: number): number => Math.round(milliseconds) / 1000;
