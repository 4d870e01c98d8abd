/** All single values of a JSON value, nulls too; an empty list or object has none. */
export function leavesOf(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return [value ?? null];
  return Object.values(value).flatMap(leavesOf);
}

/** Whether a single value says nothing. */
export const isEmpty = (leaf: unknown): boolean => leaf === null || leaf === '';
