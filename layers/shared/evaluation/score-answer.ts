import type { OutputType } from '../contract/outputs.ts';
import type { Conventions } from '../values/document-conventions.ts';
import { parseBoolean } from '../values/parse-boolean.ts';
import { parseDate } from '../values/parse-date.ts';
import { anls, exactMatch, tokenF1 } from './metrics/text.ts';
import { asNumber, equalNumbers, isObject, scoreLists, similarity } from './metrics/values.ts';

/** Names of the metrics that need nothing but a reference answer; each 0 to 1. */
export const REFERENCE_METRICS = [
  'exact_match',
  'numeric_tolerance',
  'date_match',
  'token_f1',
  'anls',
  'list_precision',
  'list_recall',
  'list_f1',
  'field_similarity',
] as const;
export type ReferenceMetric = (typeof REFERENCE_METRICS)[number];

/** Undefined where a metric fits but could not be computed (too long); absent where it does not fit. */
export type Scores = Partial<Record<ReferenceMetric, number | undefined>> & {
  /** The one score that says how right the answer is, by its kind; undefined where it could not be computed. */
  correctness: number | undefined;
};

/** A number within this share of the reference counts for `numeric_tolerance`. */
const TOLERANCE = 0.01;
/** Types whose answers are lists or objects: an array is then one reference, not several ways to be right. */
const STRUCTURED: ReadonlySet<OutputType> = new Set([
  'json',
  'table',
  'record',
  'line-item',
  'agentic_table',
]);

/**
 * Scores an answer against its reference. For a type with one value, a reference list holds alternatives: the best
 * one counts. References are read as the document writes dates and numbers, and as ISO and JSON.
 */
export async function scoreAnswer(
  answer: unknown,
  reference: unknown,
  type: OutputType,
  conventions: Conventions,
): Promise<Scores> {
  const wanted = STRUCTURED.has(type) ? fromJson(reference) : reference;
  if (Array.isArray(wanted) && !Array.isArray(answer) && !STRUCTURED.has(type) && wanted.length > 0) {
    const all = await Promise.all(wanted.map((one) => scoreAnswer(answer, one, type, conventions)));
    return all.reduce((best, scores) =>
      (scores.correctness ?? -1) > (best.correctness ?? -1) ? scores : best,
    );
  }
  if (type === 'date') return scoreDate(answer, wanted, conventions);
  if (type === 'number' || typeof wanted === 'number') return scoreNumber(answer, wanted, conventions);
  if (type === 'boolean' || typeof wanted === 'boolean') return scoreBoolean(answer, wanted);
  if (Array.isArray(wanted)) return scoreList(answer, wanted);
  if (isObject(wanted)) return scoreObject(answer, wanted);
  return scoreText(answer, String(wanted));
}

async function scoreDate(answer: unknown, wanted: unknown, { dayFirst }: Conventions): Promise<Scores> {
  const day = async (value: unknown) =>
    typeof value === 'string' ? (await parseDate(value, dayFirst))?.day : undefined;
  const [given, expected] = await Promise.all([day(answer), day(wanted)]);
  if (expected === undefined) return scoreText(answer, String(wanted));
  const date_match = given === expected ? 1 : 0;
  return { exact_match: date_match, date_match, correctness: date_match };
}

function scoreNumber(answer: unknown, wanted: unknown, { decimal }: Conventions): Scores {
  const [given, expected] = [asNumber(answer, decimal), asNumber(wanted, decimal)];
  if (expected === undefined) return scoreText(answer, String(wanted));
  const exact_match = given !== undefined && equalNumbers(given, expected) ? 1 : 0;
  const near = given !== undefined && Math.abs(given - expected) <= TOLERANCE * Math.abs(expected);
  return { exact_match, numeric_tolerance: exact_match || near ? 1 : 0, correctness: exact_match };
}

function scoreBoolean(answer: unknown, wanted: unknown): Scores {
  const yes = (value: unknown) => (typeof value === 'string' ? parseBoolean(value) : value);
  const exact_match = typeof yes(wanted) === 'boolean' && yes(answer) === yes(wanted) ? 1 : 0;
  return { exact_match, correctness: exact_match };
}

function scoreText(answer: unknown, wanted: string): Scores {
  if (answer === null || answer === undefined)
    return { exact_match: 0, token_f1: 0, anls: 0, correctness: 0 };
  const given = typeof answer === 'string' ? answer : JSON.stringify(answer);
  const exact_match = exactMatch(given, wanted);
  const token_f1 = tokenF1(given, wanted);
  const likeness = anls(given, wanted);
  return {
    exact_match,
    token_f1,
    anls: likeness,
    correctness: Math.max(exact_match, token_f1, likeness ?? 0),
  };
}

function scoreList(answer: unknown, wanted: unknown[]): Scores {
  const scores = scoreLists(Array.isArray(answer) ? answer : answer === null ? [] : [answer], wanted);
  return {
    exact_match: isOne(scores?.f1),
    list_precision: scores?.precision,
    list_recall: scores?.recall,
    list_f1: scores?.f1,
    correctness: scores?.f1,
  };
}

function scoreObject(answer: unknown, wanted: Record<string, unknown>): Scores {
  const field_similarity = similarity(answer, wanted);
  return {
    exact_match: isOne(field_similarity),
    field_similarity,
    correctness: field_similarity,
  };
}

const isOne = (score: number | undefined) => score && (score === 1 ? 1 : 0);

/** References of structured types often come as JSON text. */
function fromJson(reference: unknown): unknown {
  if (typeof reference !== 'string') return reference;
  try {
    return JSON.parse(reference);
  } catch {
    return reference;
  }
}
