import type { Task } from '../../contract/task.ts';
import { atPath, type PlannedPrompt } from './plan-prompts.ts';
import type { Reference } from './references.ts';

/**
 * A prompt with its variables replaced. Falsy values are values: 0, false and "" are put in as they are; an answer
 * that is missing is put in as `null` and reported, because the question may make no sense then.
 *
 * @param answers Values of the prompts answered so far, by name.
 */
export function resolvePrompt(
  planned: PlannedPrompt,
  task: Task,
  answers: ReadonlyMap<string, unknown>,
): { text: string; warnings: string[] } {
  const warnings: string[] = [];
  const values = new Map<string, string>();
  for (const reference of planned.references) {
    const value = valueBehind(reference, planned, task, answers);
    if (value === null)
      warnings.push(`${reference.raw} has no value; the prompt was asked with null in its place.`);
    values.set(reference.raw, asText(value));
  }
  return { text: replaceOnce(planned.prompt, values), warnings };
}

/** All replacements in one pass: a value that looks like a variable itself (it may come from a document) stays as it is. */
function replaceOnce(text: string, values: ReadonlyMap<string, string>): string {
  if (values.size === 0) return text;
  const pattern = new RegExp([...values.keys()].map((raw) => escapePattern(raw)).join('|'), 'g');
  return text.replace(pattern, (raw) => values.get(raw) ?? raw);
}

function valueBehind(
  reference: Reference,
  { output }: PlannedPrompt,
  task: Task,
  answers: ReadonlyMap<string, unknown>,
): unknown {
  if (reference.kind === 'custom-data') return atPath(task.custom_data, reference.path);
  if (reference.kind === 'dynamic') return null;
  const map = output.variable_map;
  if (reference.kind === 'static' && map && Object.hasOwn(map, reference.name))
    return map[reference.name] ?? null;
  return answers.get(reference.name) ?? null;
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const escapePattern = (raw: string): string => raw.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
