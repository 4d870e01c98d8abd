import { openCheckpoints } from '../agents/checkpoints.ts';
import { type GraphNode, runGraph } from '../agents/run-graph.ts';
import { isTaskError } from '../contract/errors.ts';
import type { Stage } from '../stage.ts';
import { answerField, answerStep } from './answer-field.ts';
import { isTimeUp } from './before-deadline.ts';
import { loadDocument } from './context/load-document.ts';
import { applyingSources, prepareSubstitute } from './context/substitute-context.ts';
import { FieldAnswer, noAnswer } from './field-answer.ts';
import { type Plan, type PlannedPrompt, planPrompts } from './plan/plan-prompts.ts';
import { collate } from './result/collate.ts';
import { throwSharedFailure } from './result/shared-failure.ts';
import { type TimeGate, timeGate } from './time-gate.ts';
import type { Work } from './work.ts';

/**
 * The autogen stage: plans the prompts, answers each from the document with a citation, and collates the answers.
 * Every paid step is saved, so that rounds, retries and duplicates never pay for it again.
 *
 * Throws retryable TaskErrors of a model after the other running prompts have finished, as long as there is another
 * try; permanent ones, and retryable ones of the last try, concern one field only – unless no field was answered.
 */
export const answerPrompts: Stage<'autogen'> = async (task, ctx) => {
  const [document, checkpoints] = await Promise.all([loadDocument(task, ctx), openCheckpoints(ctx)]);
  const plan = planPrompts(task);
  const givenUp: unknown[] = [];
  const gate = timeGate(ctx, checkpoints, () => givenUp.some(isTimeUp));
  const work: Work = { task, ctx, document, checkpoints, givenUp };
  try {
    const source = applyingSources(work)[0];
    const substitute = source && gate.mayStart(0) ? await prepareSubstitute(source, work) : undefined;
    const answers = await answerAll(plan, gate, substitute ? { ...work, substitute: substitute.text } : work);
    if (gate.stopped() === 'no-time-left')
      return { kind: 'continue', reason: 'no time left for another step' };
    throwSharedFailure(answers, givenUp);
    return { kind: 'done', result: await collate({ plan, answers, substitute, work }) };
  } catch (error) {
    // Out of time in the middle of a step: what is saved is progress, so another round may finish it.
    if ((isOutOfTime(ctx.signal) || isTimeUp(error)) && checkpoints.savedNow() > 0)
      return { kind: 'continue', reason: 'the invocation ended within a step' };
    throw error;
  }
};

/** Only this invocation's time is up, not the run's; and nobody else has taken the run over. */
const isOutOfTime = ({ aborted, reason }: AbortSignal): boolean =>
  aborted && isTaskError(reason) && reason.retryable;

/** All answers in result order; prompts that the soft limit left unasked are `incomplete`. */
async function answerAll(plan: Plan, gate: TimeGate, work: Work): Promise<Map<string, FieldAnswer>> {
  const { ctx, checkpoints } = work;
  const total = plan.outputs.length;
  let asking = 0;
  const isKnown = (name: string) =>
    plan.problems.has(name) || checkpoints.find(answerStep(name), FieldAnswer) !== undefined;
  const ask = async (planned: PlannedPrompt, answers: ReadonlyMap<string, FieldAnswer>) => {
    const isNew = !isKnown(planned.output.name);
    if (isNew) asking++;
    try {
      return await answerField(planned, answers, work);
    } finally {
      if (isNew) asking--;
    }
  };
  const { results } = await runGraph(nodesOf(plan, ask), {
    concurrency: ctx.limits.promptConcurrency,
    // What is known already costs no time, and must not keep what is not known from being the first to start.
    mayStart: (name) => isKnown(name) || gate.mayStart(asking),
    onDone: (done) => ctx.progress(done, total, 'answers'),
  });
  return new Map(plan.outputs.map(({ name }) => [name, results.get(name) ?? OUT_OF_TIME]));
}

const OUT_OF_TIME = noAnswer('incomplete', {
  code: 'soft_limit_reached',
  message: 'The run took too long; this prompt was not asked any more.',
});

type Ask = (planned: PlannedPrompt, answers: ReadonlyMap<string, FieldAnswer>) => Promise<FieldAnswer>;

/** One node a prompt. Prompts with a problem are nodes too, so that those that depend on them are skipped. */
function nodesOf(plan: Plan, ask: Ask): GraphNode<FieldAnswer>[] {
  const broken = [...plan.problems].map(([name, problem]) => ({
    name,
    needs: [],
    run: async () => noAnswer('failed', problem),
  }));
  const asked = plan.prompts.map((planned) => ({
    name: planned.output.name,
    needs: planned.needs,
    run: (answers: ReadonlyMap<string, FieldAnswer>) => ask(planned, answers),
  }));
  return [...broken, ...asked];
}
