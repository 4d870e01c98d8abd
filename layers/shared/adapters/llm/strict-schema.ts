import type { JsonSchema } from './types.ts';

/**
 * Whether a JSON Schema keeps the rules of OpenAI's strict mode: every object closed, every property required.
 * Strict mode refuses other schemas, so they are sent without it.
 */
export function isStrictSchema(schema: JsonSchema): boolean {
  return everySchema(schema, (node) => {
    if (!isObjectSchema(node)) return true;
    const names = Object.keys((node.properties ?? {}) as object);
    const required = Array.isArray(node.required) ? node.required : [];
    return node.additionalProperties === false && names.every((name) => required.includes(name));
  });
}

function isObjectSchema(node: Record<string, unknown>): boolean {
  const { type } = node;
  return type === 'object' || (Array.isArray(type) && type.includes('object')) || 'properties' in node;
}

/** `properties` and `$defs` hold schemas by name; the others hold a schema or a list of them. */
const NAMED = ['properties', '$defs', 'definitions'];
const DIRECT = ['items', 'anyOf', 'oneOf', 'allOf', 'prefixItems', 'additionalProperties'];

function everySchema(node: unknown, test: (node: Record<string, unknown>) => boolean): boolean {
  if (Array.isArray(node)) return node.every((child) => everySchema(child, test));
  if (typeof node !== 'object' || node === null) return true;
  const schema = node as Record<string, unknown>;
  const named = NAMED.flatMap((key) => Object.values((schema[key] ?? {}) as object));
  const direct = DIRECT.flatMap((key) => (schema[key] === undefined ? [] : [schema[key]]));
  return test(schema) && [...named, ...direct].every((child) => everySchema(child, test));
}
