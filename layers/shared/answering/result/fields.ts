import type { FieldAnswer } from '../field-answer.ts';

/** Whether a field has no full answer because of a limit or a failure (a value that is not there is an answer). */
export const isIncomplete = (status: FieldAnswer['report']['status']): boolean =>
  status === 'incomplete' || status === 'failed' || status === 'skipped';

/** One entry a field. `fromEntries` defines own properties, so that a field may have any name. */
export function record<T>(
  answers: ReadonlyMap<string, FieldAnswer>,
  of: (answer: FieldAnswer, name: string) => T,
): Record<string, T> {
  return Object.fromEntries([...answers].map(([name, answer]) => [name, of(answer, name)]));
}
