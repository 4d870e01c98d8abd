import { parseJsonReply } from '../../adapters/llm/parse-json.ts';
import type { Completion, CompletionRequest, LanguageModel } from '../../adapters/llm/types.ts';

/** Calls that may follow a cut-off answer; a model that is not done by then never will be. */
const MOST_CONTINUATIONS = 2;
const LONGEST_OVERLAP = 400;

export type CompletedAnswer = {
  /** All parts together. */
  text: string;
  /** The JSON of a structured answer. */
  object: unknown;
  repaired: boolean;
  /** `length`: still cut off after the last continuation. */
  finishReason: Completion['finishReason'];
  model: string;
  continuations: number;
};

/**
 * Asks a model and, when its answer is cut off at the token limit, asks it to go on where it stopped, at most twice.
 * An answer that is still cut off says so by its finish reason; it is never passed off as whole.
 */
export async function completeAnswer(
  model: LanguageModel,
  request: CompletionRequest,
): Promise<CompletedAnswer> {
  const first = await model.complete(request);
  let text = first.text;
  let { finishReason } = first;
  let continuations = 0;
  while (finishReason === 'length' && continuations < MOST_CONTINUATIONS && text.trim() !== '') {
    const { schema: _schema, ...rest } = request;
    const next = await model.complete({ ...rest, prompt: `${request.prompt}\n\n${continuationOf(text)}` });
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
