import { parseNumber } from '../../values/parse-number.ts';
import { bestAssignment } from './assignment.ts';
import { anls } from './text.ts';

/** Two numbers that differ by less than floating point may. */
export function equalNumbers(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}

/** A number, or a text that is one ("1,234.50 EUR"). */
export function asNumber(value: unknown, decimal: '.' | ',' = '.'): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? parseNumber(value, decimal) : undefined;
}

export type ListScores = { precision: number; recall: number; f1: number };

/** Longer lists would take too long to pair. */
export const LONGEST_LIST = 400;

/** What one comparison may still cost, in steps of a few nanoseconds; lists within lists and long texts use it up. */
export type Effort = { left: number };
export const newEffort = (): Effort => ({ left: 300_000_000 });

/**
 * Pairs the items of two lists so that the total likeness is greatest, whatever their order. Precision is that
 * total by items given, recall by items wanted. Undefined for what is too long to compare.
 */
export function scoreLists(
  given: readonly unknown[],
  wanted: readonly unknown[],
  effort: Effort = newEffort(),
): ListScores | undefined {
  if (given.length > LONGEST_LIST || wanted.length > LONGEST_LIST) return undefined;
  if (given.length === 0 || wanted.length === 0) {
    const both = given.length === wanted.length ? 1 : 0;
    return { precision: both, recall: both, f1: both };
  }
  const weights: number[][] = [];
  for (const item of given) {
    const row = allOf(wanted, (other) => similarity(item, other, effort));
    if (!row) return undefined;
    weights.push(row);
  }
  effort.left -= Math.min(given.length, wanted.length) ** 2 * Math.max(given.length, wanted.length);
  if (effort.left < 0) return undefined;
  const total = bestAssignment(weights).reduce(
    (sum, [row, column]) => sum + (weights[row]?.[column] ?? 0),
    0,
  );
  return {
    precision: total / given.length,
    recall: total / wanted.length,
    f1: (2 * total) / (given.length + wanted.length),
  };
}

/**
 * Likeness of two JSON values, 0 to 1: numbers and booleans by equality, texts by ANLS, lists by best assignment,
 * objects by the mean over the fields of either. Nothing is like nothing only. Undefined for what is too long to
 * compare: that says nothing about how right it is.
 */
export function similarity(
  given: unknown,
  wanted: unknown,
  effort: Effort = newEffort(),
): number | undefined {
  effort.left -= 1;
  if (effort.left < 0) return undefined;
  if (isNone(given) || isNone(wanted)) return isNone(given) && isNone(wanted) ? 1 : 0;
  if (Array.isArray(given) && Array.isArray(wanted)) return scoreLists(given, wanted, effort)?.f1;
  if (isObject(given) && isObject(wanted)) return fieldSimilarity(given, wanted, effort);
  if (typeof given === 'object' || typeof wanted === 'object') return 0;
  if (typeof given === 'number' || typeof wanted === 'number') {
    const [a, b] = [asNumber(given), asNumber(wanted)];
    return a !== undefined && b !== undefined && equalNumbers(a, b) ? 1 : 0;
  }
  const [a, b] = [String(given), String(wanted)];
  if (a === b) return 1;
  effort.left -= a.length * b.length;
  return effort.left < 0 ? undefined : anls(a, b);
}

function fieldSimilarity(
  given: Record<string, unknown>,
  wanted: Record<string, unknown>,
  effort: Effort,
): number | undefined {
  const names = [...new Set([...Object.keys(given), ...Object.keys(wanted)])];
  if (names.length === 0) return 1;
  const own = (of: Record<string, unknown>, name: string) => (Object.hasOwn(of, name) ? of[name] : undefined);
  const scores = allOf(names, (name) => similarity(own(given, name), own(wanted, name), effort));
  return scores && scores.reduce((sum, score) => sum + score, 0) / names.length;
}

/** The scores of all, or undefined as soon as one cannot be told. */
function allOf<T>(items: readonly T[], score: (item: T) => number | undefined): number[] | undefined {
  const scores: number[] = [];
  for (const item of items) {
    const one = score(item);
    if (one === undefined) return undefined;
    scores.push(one);
  }
  return scores;
}

const isNone = (value: unknown): boolean => value === null || value === undefined;

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
