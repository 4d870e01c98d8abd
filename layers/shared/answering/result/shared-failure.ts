import { permanentError } from '../../contract/errors.ts';
import type { FieldAnswer } from '../field-answer.ts';

/** Failures that lie in the configuration, not in a prompt. */
const CONFIGURATION =
  /^(?:unknown_adapter|invalid_adapter_configuration|secret_\w+|(?:llm|embedding)_(?:auth_failed|request_refused|quota_exhausted|context_exceeded)|context_too_long)$/;

/**
 * When every field failed for one and the same reason in the configuration, the run has failed for that reason: one
 * typed error is clearer than a success without a single answer, and a redrive can succeed once it is mended.
 */
export function throwSharedFailure(answers: ReadonlyMap<string, FieldAnswer>): void {
  const errors = [...answers.values()].map((answer) => answer.report.error);
  const asked = errors.filter((error) => error?.code !== 'dependency_failed');
  const [first] = asked;
  if (!first || !CONFIGURATION.test(first.code)) return;
  if (asked.every((error) => error?.code === first.code)) throw permanentError(first.code, first.message);
}
