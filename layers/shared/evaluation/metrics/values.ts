import { parseNumber } from '../../values/parse-number.ts';
import { bestAssignment } from './assignment.ts';
import { anls, exactMatch } from './text.ts';

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

/**
 * Pairs the items of two lists so that the total likeness is greatest, whatever their order. Precision is that
 * total by items given, recall by items wanted. Undefined for lists that are too long.
 */
export function scoreLists(given: readonly unknown[], wanted: readonly unknown[]): ListScores | undefined {
  if (given.length > LONGEST_LIST || wanted.length > LONGEST_LIST) return undefined;
  if (given.length === 0 || wanted.length === 0) {
    const both = given.length === wanted.length ? 1 : 0;
    return { precision: both, recall: both, f1: both };
  }
  const weights = given.map((item) => wanted.map((other) => similarity(item, other)));
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
 * objects by the mean over the fields of either. Nothing is like nothing only.
 */
export function similarity(given: unknown, wanted: unknown): number {
  if (isNone(given) || isNone(wanted)) return isNone(given) && isNone(wanted) ? 1 : 0;
  if (Array.isArray(given) && Array.isArray(wanted)) return scoreLists(given, wanted)?.f1 ?? 0;
  if (isObject(given) && isObject(wanted)) return fieldSimilarity(given, wanted);
  if (typeof given === 'object' || typeof wanted === 'object') return 0;
  if (typeof given === 'number' || typeof wanted === 'number') {
    const [a, b] = [asNumber(given), asNumber(wanted)];
    return a !== undefined && b !== undefined && equalNumbers(a, b) ? 1 : 0;
  }
  const [a, b] = [String(given), String(wanted)];
  return anls(a, b) ?? exactMatch(a, b);
}

function fieldSimilarity(given: Record<string, unknown>, wanted: Record<string, unknown>): number {
  const names = [...new Set([...Object.keys(given), ...Object.keys(wanted)])];
  if (names.length === 0) return 1;
  return names.reduce((sum, name) => sum + similarity(given[name], wanted[name]), 0) / names.length;
}

const isNone = (value: unknown): boolean => value === null || value === undefined;

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
