import { unknownType } from '../../contract/outputs.ts';
import type { Task } from '../../contract/task.ts';
import { type EffectiveOutput, effectiveOutput } from '../effective-output.ts';
import { findReferences, type Reference } from './references.ts';

/** A prompt and what has to be known before it can be asked. */
export type PlannedPrompt = {
  output: EffectiveOutput;
  prompt: string;
  references: Reference[];
  /** Names of the prompts whose answers this one uses. */
  needs: string[];
};

/** Why a prompt cannot be asked. */
export type PlanProblem = { code: string; message: string };

export type Plan = {
  /** All active outputs in result order. */
  outputs: EffectiveOutput[];
  prompts: PlannedPrompt[];
  problems: Map<string, PlanProblem>;
  warnings: string[];
};

/** Types that only a plugin can answer, and which plugin that is. */
const PLUGIN_TYPES: Partial<Record<EffectiveOutput['type'], string>> = {
  table: 'table_extractor_v2',
  record: 'table_extractor_v2',
  'line-item': 'line-item-extraction',
  agentic_table: 'agentic_table',
};

export const pluginFor = (output: EffectiveOutput): string | undefined => PLUGIN_TYPES[output.type];

/**
 * Plans a run: which prompts there are, what each waits for, and which cannot be asked. A problem concerns its own
 * field only; prompts that depend on it are found out when they run.
 */
export function planPrompts(task: Task): Plan {
  const { outputs, inactive, warnings } = activeOutputs(task);
  const names = new Set(outputs.map((output) => output.name));
  const problems = new Map<string, PlanProblem>();
  const prompts: PlannedPrompt[] = [];
  for (const output of outputs) {
    const prompt = output.prompt ?? output.promptx ?? '';
    const references = findReferences(prompt, names);
    const problem = problemOf(output, prompt, references, { names, inactive, task });
    if (problem) problems.set(output.name, problem);
    else prompts.push({ output, prompt, references, needs: needsOf(output, references) });
  }
  for (const [name, problem] of cycles(prompts)) problems.set(name, problem);
  return { outputs, prompts: prompts.filter(({ output }) => !problems.has(output.name)), problems, warnings };
}

function activeOutputs(task: Task) {
  const inactive = new Set<string>();
  const byName = new Map<string, EffectiveOutput>();
  const warnings: string[] = [];
  for (const output of task.outputs) {
    if (output.active === false) inactive.add(output.name);
    else {
      if (byName.delete(output.name))
        warnings.push(`The output "${output.name}" is there more than once; the last one counts.`);
      const unknown = unknownType(output);
      if (unknown !== undefined)
        warnings.push(
          `The type "${unknown}" of "${output.name}" is not known here; it was answered as text.`,
        );
      byName.set(output.name, effectiveOutput(output, task.tool_settings));
    }
  }
  return { outputs: [...byName.values()].sort(bySequence), inactive, warnings };
}

/** Those without a number come last; equal ones stay as they are. */
const bySequence = (a: EffectiveOutput, b: EffectiveOutput): number => {
  const [first, second] = [a, b].map((output) => output.sequence_number ?? Number.POSITIVE_INFINITY);
  return first === second ? 0 : (first ?? 0) - (second ?? 0);
};

function problemOf(
  output: EffectiveOutput,
  prompt: string,
  references: readonly Reference[],
  known: { names: ReadonlySet<string>; inactive: ReadonlySet<string>; task: Task },
): PlanProblem | undefined {
  const plugin = pluginFor(output);
  if (plugin)
    return {
      code: 'plugin_required',
      message: `Answers of type "${output.type}" need the plugin ${plugin}, which is not available here.`,
    };
  if (prompt.trim() === '')
    return { code: 'prompt_missing', message: 'The output has no prompt: set "prompt".' };
  for (const reference of references) {
    const problem = problemOfReference(output, reference, known);
    if (problem) return problem;
  }
  return undefined;
}

function problemOfReference(
  output: EffectiveOutput,
  reference: Reference,
  { names, inactive, task }: { names: ReadonlySet<string>; inactive: ReadonlySet<string>; task: Task },
): PlanProblem | undefined {
  if (reference.kind === 'dynamic')
    return {
      code: 'dynamic_variable_unavailable',
      message: `The prompt asks a web service for a value (${reference.raw.slice(0, 80)}). This version does not call out; put the value into custom_data instead.`,
    };
  if (reference.kind === 'custom-data') {
    if (atPath(task.custom_data, reference.path) !== undefined) return undefined;
    return {
      code: 'unknown_variable',
      message: `The message has no custom_data.${reference.path}, which the prompt uses.`,
    };
  }
  if (reference.kind === 'static' && hasOwn(output.variable_map, reference.name)) return undefined;
  if (names.has(reference.name)) return undefined;
  const why = inactive.has(reference.name)
    ? 'that output is switched off (active: false)'
    : 'no output has that name';
  return {
    code: 'unknown_variable',
    message: `The prompt uses ${reference.raw}, but ${why}.`,
  };
}

function needsOf(output: EffectiveOutput, references: readonly Reference[]): string[] {
  const names = references.flatMap((reference) => {
    if (reference.kind === 'answer') return [reference.name];
    if (reference.kind === 'static' && !hasOwn(output.variable_map, reference.name)) return [reference.name];
    return [];
  });
  return [...new Set(names)];
}

/** Fields that wait for themselves, directly or through others; those that merely wait for one of them are not here. */
function cycles(prompts: readonly PlannedPrompt[]): [string, PlanProblem][] {
  const needs = new Map(prompts.map((prompt) => [prompt.output.name, prompt.needs]));
  return prompts.flatMap(({ output }): [string, PlanProblem][] => {
    const way = wayTo(output.name, needs);
    if (!way) return [];
    const message = `The prompts wait for each other: ${[output.name, ...way].join(' → ')}.`;
    return [[output.name, { code: 'variable_cycle', message }]];
  });
}

/** The names on a shortest way from `name` back to itself, `name` last; undefined without one. */
function wayTo(name: string, needs: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const cameFrom = new Map<string, string | undefined>();
  let frontier = (needs.get(name) ?? []).map((next): [string, string | undefined] => [next, undefined]);
  while (frontier.length > 0) {
    const following: [string, string | undefined][] = [];
    for (const [node, from] of frontier) {
      if (cameFrom.has(node)) continue;
      cameFrom.set(node, from);
      if (node === name) return walkBack(name, cameFrom);
      for (const next of needs.get(node) ?? []) following.push([next, node]);
    }
    frontier = following;
  }
  return undefined;
}

function walkBack(end: string, cameFrom: ReadonlyMap<string, string | undefined>): string[] {
  const way = [end];
  for (let at = cameFrom.get(end); at !== undefined && at !== end; at = cameFrom.get(at)) way.unshift(at);
  return way;
}

/** The value at a dotted path; undefined when a part of the path is not there. Looks at own properties only. */
export function atPath(root: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    return (value as Record<string, unknown>)[key];
  }, root);
}

const hasOwn = (map: object | undefined, key: string): boolean =>
  map !== undefined && Object.hasOwn(map, key);
