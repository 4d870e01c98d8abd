import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { describeIssues } from '#shared/contract/describe-issues.ts';
import { Output } from '#shared/contract/outputs.ts';
import { ToolSettings } from '#shared/contract/tool-settings.ts';
import { CliError } from './cli-error.ts';

export type Prompts = { outputs: Output[]; tool_settings: ToolSettings };

const NO_PROMPT = 'it must hold at least one prompt';

/** A file of prompts: a list of outputs, or a message's `outputs` and `tool_settings` together. */
const PromptsFile = z.union([
  z.array(Output).min(1, NO_PROMPT),
  z.object({ outputs: z.array(Output).min(1, NO_PROMPT), tool_settings: ToolSettings.optional() }),
]);

export async function readPrompts(path: string): Promise<Prompts> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const reason = error.code === 'ENOENT' ? 'there is no such file' : error.message;
    throw new CliError('prompts_not_readable', `Prompts ${path}: ${reason}`);
  });
  const parsed = PromptsFile.safeParse(parseJson(path, text));
  if (!parsed.success) {
    throw new CliError('prompts_invalid', `Prompts ${path}: ${problemsOf(parsed.error, text)}`);
  }
  return Array.isArray(parsed.data)
    ? { outputs: parsed.data, tool_settings: {} }
    : { outputs: parsed.data.outputs, tool_settings: parsed.data.tool_settings ?? {} };
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CliError('prompts_invalid', `Prompts ${path}: not JSON (${(error as Error).message})`);
  }
}

/** A union says only "invalid input"; the branch that was meant says what is wrong. */
function problemsOf(error: z.ZodError, text: string): string {
  const document = JSON.parse(text);
  if (typeof document !== 'object' || document === null)
    return 'it must be a list of outputs, or {"outputs": […], "tool_settings": {…}}';
  const meant = text.trimStart().startsWith('[') ? PromptsFile.options[0] : PromptsFile.options[1];
  const parsed = meant.safeParse(document);
  return describeIssues(parsed.error ?? error).replace(/^message: /, '');
}

/** Questions of `--ask` as outputs, each named after its question. */
export function promptsFromQuestions(questions: readonly string[]): Prompts {
  const names = new Set<string>();
  const outputs = questions.map((prompt, index) => {
    const name = uniqueName(nameOf(prompt) || `answer_${index + 1}`, names);
    names.add(name);
    return { name, prompt, type: 'text' as const };
  });
  return { outputs, tool_settings: {} };
}

/** "What is the total?" → `total`; at most five telling words. */
function nameOf(question: string): string {
  const words = question.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const telling = words.filter((word) => !FILLERS.has(word));
  return (telling.length > 0 ? telling : words).slice(0, 5).join('_').slice(0, 60);
}

function uniqueName(name: string, taken: ReadonlySet<string>): string {
  let candidate = name;
  for (let count = 2; taken.has(candidate); count += 1) candidate = `${name}_${count}`;
  return candidate;
}

const FILLERS = new Set(
  `a an and are at by can could did do does find for from get give has have how i in is it its me of on please
   shall should show tell that the their there these this those to was were what when where which who whom whose
   will with would you
   das dem den der des die ein eine lautet lauten einem einen einer es hat hoch im ist sich sind und von wann war was welche welchem
   welchen welcher welches wer wie wird wo zu zum zur
   au aux avec combien de du elle est et il la le les leur par pour quand que quel quelle quelles quels qui se sont sur
   un une où`.split(/\s+/),
);
