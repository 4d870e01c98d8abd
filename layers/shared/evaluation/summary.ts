import type { EvaluationItem, FieldReport } from '../contract/results.ts';
import { round } from './item.ts';
import { REFERENCE_METRICS } from './score-answer.ts';

/** How sure an answer was, and how right it was. */
export type Judged = { confidence: number; correctness: number };

/** Correct for calibration; the same bound as the correctness metric's. */
const CORRECT = 0.8;
/** Fewer answers say nothing about ten bins. */
const FEWEST_FOR_BINS = 10;
const BINS = 10;

/**
 * Means over the fields that have a score, 0 to 1; null where no field has one. `correctness` counts all
 * answers with a reference, `passed_rate` all items, `grounding_rate` all answers with a value that can stand in the
 * document.
 */
export function summarizeScores(
  fields: Readonly<Record<string, readonly EvaluationItem[]>>,
  reports: Readonly<Record<string, FieldReport>>,
  judged: readonly Judged[],
): Record<string, number | null> {
  const items = Object.values(fields).flat();
  const scored = [...REFERENCE_METRICS, 'faithfulness', 'completeness'];
  const byName = scored.map((name) => [
    name,
    mean(items.filter((each) => each.name === name).map(({ value }) => value)),
  ]);
  const counted = items.filter(({ status }) => status !== 'disabled');
  const grounded = Object.values(reports).map(({ grounded: found }) => found);
  return {
    ...Object.fromEntries(byName),
    correctness: mean(judged.map((each) => each.correctness)),
    passed_rate: mean(counted.map(({ status }) => (status === 'passed' ? 1 : 0))),
    grounding_rate: mean(grounded.map((found) => (found === null ? null : Number(found)))),
    answered_rate: mean(Object.values(reports).map(({ status }) => (status === 'answered' ? 1 : 0))),
    brier_score: mean(judged.map((each) => (each.confidence - hit(each)) ** 2)),
    calibration_error: calibrationError(judged),
  };
}

/**
 * Expected calibration error (Guo et al. 2017): the gap between mean confidence and share of right answers in ten
 * bins of confidence, weighted by size. Null for fewer than ten answers.
 */
function calibrationError(judged: readonly Judged[]): number | null {
  if (judged.length < FEWEST_FOR_BINS) return null;
  const bins = Map.groupBy(judged, ({ confidence }) => Math.min(BINS - 1, Math.floor(confidence * BINS)));
  let error = 0;
  for (const bin of bins.values()) {
    const sure = bin.reduce((sum, { confidence }) => sum + confidence, 0);
    const right = bin.reduce((sum, each) => sum + hit(each), 0);
    error += Math.abs(sure - right) / judged.length;
  }
  return round(error);
}

const hit = ({ correctness }: Judged): number => (correctness >= CORRECT ? 1 : 0);

/** Of the numbers among the values. */
function mean(values: readonly unknown[]): number | null {
  const numbers = values.filter((value) => typeof value === 'number');
  return numbers.length === 0 ? null : round(numbers.reduce((sum, value) => sum + value, 0) / numbers.length);
}
