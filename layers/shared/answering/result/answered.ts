import type { Substitute } from '../context/substitute-context.ts';
import type { FieldAnswer } from '../field-answer.ts';
import type { Plan } from '../plan/plan-prompts.ts';
import type { Work } from '../work.ts';

/** All answers of a run, and what they came from. */
export type Answered = {
  plan: Plan;
  answers: ReadonlyMap<string, FieldAnswer>;
  substitute: Substitute | undefined;
  work: Work;
};
