import { DATA_COLLATION_AGENT, GENERIC_DATA_EXTRACTION_AGENT } from '../../agents/core-agents.ts';
import type { AutogenResult } from '../../contract/results.ts';
import { readUsage } from '../../store/usage.ts';
import type { Substitute } from '../context/substitute-context.ts';
import type { FieldAnswer } from '../field-answer.ts';
import type { Work } from '../work.ts';
import { answerMetadata } from './answer-metadata.ts';
import type { Answered } from './answered.ts';
import { isIncomplete, record } from './fields.ts';

/** Puts all answers together in upstream's shape, with everything the run has cost, each call once. */
export async function collate(answered: Answered): Promise<AutogenResult> {
  const { answers, substitute, work } = answered;
  const { ctx, checkpoints } = work;
  const earlier = await readUsage(ctx.run, ctx.stage);
  count(answers, work);
  return {
    status: 'success',
    results: {
      output: record(answers, (answer) => answer.value ?? null),
      metadata: answerMetadata(answered),
      metrics: record(answers, metricsOf),
    },
    agents_used: agentsUsed(answers, substitute),
    usage_records: [...checkpoints.usage(), ...earlier, ...ctx.ledger.rest()],
  };
}

function agentsUsed(answers: ReadonlyMap<string, FieldAnswer>, substitute: Substitute | undefined): string[] {
  const asked = [...answers.values()].some((answer) => answer.seconds !== undefined);
  return [
    ...(substitute ? [substitute.agent] : []),
    ...(asked ? [GENERIC_DATA_EXTRACTION_AGENT] : []),
    DATA_COLLATION_AGENT,
  ];
}

/** Upstream's metrics of one prompt; empty for one that was never asked. */
function metricsOf({ seconds }: FieldAnswer): Record<string, unknown> {
  if (!seconds) return {};
  return Object.fromEntries(
    Object.entries(seconds).map(([step, taken]) => [step, { 'time_taken(s)': taken }]),
  );
}

function count(answers: ReadonlyMap<string, FieldAnswer>, { ctx }: Work): void {
  const reports = [...answers.values()].map((answer) => answer.report);
  const add = (name: 'Answers' | 'IncompleteFields' | 'UngroundedValues', matching: typeof reports) =>
    ctx.metrics.add(name, matching.length);
  add(
    'Answers',
    reports.filter(({ status }) => status === 'answered'),
  );
  add(
    'IncompleteFields',
    reports.filter(({ status }) => isIncomplete(status)),
  );
  add(
    'UngroundedValues',
    reports.filter(({ grounded }) => grounded === false),
  );
}
