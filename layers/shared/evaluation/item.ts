import type { EvaluationItem } from '../contract/results.ts';

/** Version of the metrics: raised when a score may change for the same answer. */
export const METRICS_RELEASE = '1';

type Named = Pick<EvaluationItem, 'id' | 'type' | 'name'>;

/** A metric that was computed; a score of at least `threshold` passes. */
export function scoredItem(named: Named, score: number, threshold: number, feedback: string): EvaluationItem {
  const value = round(score);
  return item(named, value, value >= threshold ? 'passed' : 'failed', feedback);
}

/** A metric that was not computed, and why. */
export function disabledItem(named: Named, why: string): EvaluationItem {
  return item(named, null, 'disabled', why);
}

/** Why a comparison was not made. */
export const TOO_LONG = 'answer and reference are too long to compare';

export function item(
  named: Named,
  value: EvaluationItem['value'],
  status: EvaluationItem['status'],
  feedback: string,
): EvaluationItem {
  return { release: METRICS_RELEASE, ...named, value, status, feedback };
}

export const round = (score: number): number => Math.round(score * 10_000) / 10_000;
