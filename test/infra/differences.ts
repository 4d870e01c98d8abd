import type { Json } from './synth.ts';

/** How two templates differ, one line a difference; whole resources by their type, values by their path. */
export function differences(before: Json, after: Json): string[] {
  const ids = new Set([...Object.keys(before.Resources), ...Object.keys(after.Resources)]);
  const resources = [...ids].flatMap((id) => {
    const [left, right] = [before.Resources[id], after.Resources[id]];
    if (!left) return [`${right?.Type} added`];
    if (!right) return [`${left.Type} removed`];
    return compare(`Resources.${id}`, left, right);
  });
  const { Resources: _before, ...restBefore } = before;
  const { Resources: _after, ...restAfter } = after;
  return [...resources, ...compare('', restBefore, restAfter)];
}

function compare(path: string, left: unknown, right: unknown): string[] {
  if (JSON.stringify(left) === JSON.stringify(right)) return [];
  if (left === undefined) return [`${path} added`];
  if (right === undefined) return [`${path} removed`];
  if (!isObject(left) || !isObject(right))
    return [`${path} ${JSON.stringify(left)} → ${JSON.stringify(right)}`];
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].flatMap((key) => compare(path ? `${path}.${key}` : key, left[key], right[key]));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
