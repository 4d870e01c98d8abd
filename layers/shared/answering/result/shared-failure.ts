import { worstError } from '../../agents/run-graph.ts';
import { permanentError } from '../../contract/errors.ts';
import type { FieldAnswer } from '../field-answer.ts';

/** Failures that lie in the configuration, not in a prompt. */
const CONFIGURATION =
  /^(?:unknown_adapter|invalid_adapter_configuration|secret_\w+|(?:llm|embedding)_(?:auth_failed|request_refused|quota_exhausted|context_exceeded)|context_too_long)$/;

/**
 * When every field failed for one and the same reason in the configuration, the run has failed for that reason: one
 * typed error is clearer than a success without a single answer, and a redrive can succeed once it is mended. The same
 * goes for a run that has given up on fields and has no answer to keep for it.
 *
 * @param givenUp Errors that another try might have mended, if there were one.
 */
export function throwSharedFailure(
  answers: ReadonlyMap<string, FieldAnswer>,
  givenUp: readonly unknown[],
): void {
  const wasAnswered = [...answers.values()].some((answer) => answer.seconds !== undefined);
  if (givenUp.length > 0 && !wasAnswered) throw worstError(givenUp);
  const errors = [...answers.values()].map((answer) => answer.report.error);
  const asked = errors.filter((error) => error?.code !== 'dependency_failed');
  const [first] = asked;
  if (!first || !CONFIGURATION.test(first.code)) return;
  if (asked.every((error) => error?.code === first.code)) throw permanentError(first.code, first.message);
}
