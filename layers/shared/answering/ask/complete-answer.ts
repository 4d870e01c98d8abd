import * as z from 'zod';
import { parseJsonReply } from '../../adapters/llm/parse-json.ts';
import type { Completion, CompletionRequest, LanguageModel } from '../../adapters/llm/types.ts';
import type { SaveStep } from './answer.ts';

/** Calls that may follow a cut-off answer; a model that is not done by then never will be. */
const MOST_CONTINUATIONS = 2;
const LONGEST_OVERLAP = 400;

const FinishReason = z.enum(['stop', 'length', 'content-filter', 'other']);

export const CompletedAnswer = z.object({
  /** All parts together. */
  text: z.string(),
  /** The JSON of a structured answer. */
  object: z.unknown().optional(),
  repaired: z.boolean(),
  /** `length`: still cut off after the last continuation. */
  finishReason: FinishReason,
  model: z.string(),
  continuations: z.int(),
});
export type CompletedAnswer = z.infer<typeof CompletedAnswer>;

/** One call's reply, as it is saved before the next call is made. */
const Part = z.object({
  text: z.string(),
  object: z.unknown().optional(),
  repaired: z.boolean().optional(),
  finishReason: FinishReason,
  model: z.string(),
});

/**
 * Asks a model and, when its answer is cut off at the token limit, asks it to go on where it stopped, at most twice.
 * An answer that is still cut off says so by its finish reason; it is never passed off as whole.
 *
 * @param save Keeps a part that another call is to continue, so that this one's failure does not cost it.
 */
export async function completeAnswer(
  model: LanguageModel,
  request: CompletionRequest,
  save: SaveStep,
): Promise<CompletedAnswer> {
  const call = (part: number, more: Partial<CompletionRequest> = {}) =>
    save(`part ${part}`, Part, () => model.complete({ ...request, ...more }), isCutOff);
  const first = await call(0);
  let text = first.text;
  let { finishReason } = first;
  let continuations = 0;
  while (finishReason === 'length' && continuations < MOST_CONTINUATIONS && text.trim() !== '') {
    const next = await call(continuations + 1, {
      schema: undefined,
      prompt: `${request.prompt}\n\n${continuationOf(text)}`,
    });
    text = joinParts(text, next.text);
    ({ finishReason } = next);
    continuations++;
  }
  const parsed =
    continuations === 0 && first.object !== undefined
      ? { value: first.object, repaired: first.repaired ?? false }
      : parseJsonReply(text);
  return {
    text,
    object: request.schema ? parsed?.value : undefined,
    repaired: parsed?.repaired ?? false,
    finishReason,
    model: first.model,
    continuations,
  };
}

const isCutOff = ({ finishReason }: Pick<Completion, 'finishReason'>) => finishReason === 'length';

const continuationOf = (text: string): string =>
  `Your answer was cut off. This is all of it so far:\n<<<\n${text}\n>>>\nGo on exactly where it stops, in the middle of a word if need be. Give only what is still missing, without repeating anything and without any remark.`;

/** Models like to begin again, or to repeat a few words: what is there twice is taken once. */
function joinParts(text: string, next: string): string {
  const whole = parseJsonReply(next);
  if (whole && !whole.repaired && /^\s*\{\s*"value"/.test(next)) return next;
  const body = next.replace(/^```(?:json)?\n?/, '');
  for (let length = Math.min(LONGEST_OVERLAP, text.length, body.length); length > 3; length--)
    if (text.endsWith(body.slice(0, length))) return text + body.slice(length);
  return text + body;
}
