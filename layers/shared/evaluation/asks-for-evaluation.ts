import type { Output } from '../contract/outputs.ts';

/** Whether an output has something to be compared with. A null is what serialisers make of "none". */
export function hasReference(output: Output): boolean {
  return output.reference_answer !== undefined && output.reference_answer !== null;
}

/** Whether an output is evaluated: when it says so, or when it says nothing and brings a reference answer. */
export function asksForEvaluation(output: Output): boolean {
  if (output.active === false) return false;
  return output.eval_settings?.evaluate ?? hasReference(output);
}
