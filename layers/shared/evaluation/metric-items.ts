import type { EvaluationItem } from '../contract/results.ts';
import { disabledItem, scoredItem, TOO_LONG } from './item.ts';
import { REFERENCE_METRICS, type ReferenceMetric, type Scores } from './score-answer.ts';

const FEEDBACK: Readonly<Record<ReferenceMetric, string>> = {
  exact_match: 'equal after normalisation',
  numeric_tolerance: 'within 1 % of the reference',
  date_match: 'the same day',
  token_f1: 'words in common with the reference (F1)',
  anls: 'letters in common with the reference (ANLS)',
  list_precision: 'share of the given items that the reference has',
  list_recall: "share of the reference's items that are given",
  list_f1: 'items in common with the reference, in any order (F1)',
  field_similarity: 'mean likeness of the fields of answer and reference',
};

/** Metrics of degree pass at this score; the others are met or not. */
const GRADED_PASSES = 0.8;
const GRADED: ReadonlySet<ReferenceMetric> = new Set([
  'token_f1',
  'anls',
  'list_precision',
  'list_recall',
  'list_f1',
  'field_similarity',
]);

/** One item for each metric that fits the kind of the reference. */
export function metricItems(scores: Scores): EvaluationItem[] {
  return REFERENCE_METRICS.filter((name) => name in scores).map((name) => {
    const named = { id: name, type: 'quality', name } as const;
    const score = scores[name];
    if (score === undefined) return disabledItem(named, TOO_LONG);
    return scoredItem(named, score, GRADED.has(name) ? GRADED_PASSES : 1, FEEDBACK[name]);
  });
}
