import * as z from 'zod';

/**
 * An answer as it may come back. Models without structured output leave the quote out, or send a list or a number for
 * it: a quote that is no text is no quote, and never a reason to lose the value.
 */
const ModelAnswer = z.looseObject({
  value: z.unknown().optional(),
  quote: z.string().nullish().catch(undefined),
});
export type ModelAnswer = z.infer<typeof ModelAnswer>;

/** The answer in the form that was asked for; alone in a list, too, as small models like to send it. */
export function readForm(object: unknown): ModelAnswer | undefined {
  const single = Array.isArray(object) && object.length === 1 ? object[0] : object;
  const parsed = ModelAnswer.safeParse(single);
  if (!parsed.success) return undefined;
  if ('value' in parsed.data) return parsed.data;
  // {"quote": null} alone: there is no value.
  return Object.keys(parsed.data).join() === 'quote' ? { value: null } : undefined;
}

/** A reply that is not in the form (a model that knows no structured output) is taken as the value itself. */
export function readAnswer(object: unknown, text: string, isCutOff: boolean): ModelAnswer {
  return readForm(object) ?? { value: isCutOff && /^\s*[{[]/.test(text) ? null : text.trim() };
}
