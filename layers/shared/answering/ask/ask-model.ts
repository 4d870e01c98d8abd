import type { LanguageModel } from '../../adapters/llm/types.ts';
import { permanentError } from '../../contract/errors.ts';
import { estimateTokens } from '../../tokens/count-tokens.ts';
import type { Conventions } from '../../values/document-conventions.ts';
import type { EffectiveOutput } from '../effective-output.ts';
import type { Answer, AskRequest, SaveStep } from './answer.ts';
import { answerSchema } from './answer-schema.ts';
import { type AssembledPrompt, assemblePrompt } from './assemble-prompt.ts';
import { CompletedAnswer, completeAnswer } from './complete-answer.ts';
import { parseValue } from './parse-value.ts';
import { readAnswer, readForm } from './read-answer.ts';

/** Upstream's temperature. */
const TEMPERATURE = 0.1;

/**
 * Asks a language model one question. The answer is read by code first; only what code cannot read goes back to the
 * model, once. Throws the model's TaskErrors, and `context_too_long` before anything is paid for.
 */
export async function askModel(model: LanguageModel, request: AskRequest, save: SaveStep): Promise<Answer> {
  const { output, question, context, settings, conventions, signal } = request;
  const assembled = assemblePrompt(output, question, context, settings);
  refuseTooLong(model, assembled);
  const call = { reason: 'extraction', promptName: output.name, temperature: TEMPERATURE, signal } as const;
  const complete = () =>
    completeAnswer(model, { ...call, ...assembled, schema: answerSchema(output.type) }, save);
  const reply = await save('reply', CompletedAnswer, complete, () => false);
  if (reply.finishReason === 'content-filter')
    return failed(
      reply.model,
      'content_filtered',
      'The model refused to answer this prompt about this document.',
    );

  const isCutOff = reply.finishReason === 'length';
  if (!isCutOff && reply.text.trim() === '')
    return failed(reply.model, 'empty_answer', 'The model sent an empty answer, or refused to give one.');

  const answer = readAnswer(reply.object, reply.text, isCutOff);
  const warnings = reply.repaired ? ['The answer was not valid JSON and has been repaired.'] : [];
  if (isCutOff) {
    return {
      status: 'incomplete',
      model: reply.model,
      value: await salvage(answer.value, output, conventions),
      quote: answer.quote ?? undefined,
      confidence: 0.3,
      warnings: [
        ...warnings,
        `The answer was cut off at the model's limit (${model.maxOutputTokens} tokens).`,
      ],
    };
  }
  const parsed = await parseValue(answer.value, output.type, conventions, answer.quote);
  // Another call is to come, whose failure must not cost this one.
  if (parsed.kind === 'unclear')
    await save(
      'reply',
      CompletedAnswer,
      async () => reply,
      () => true,
    );
  const read =
    parsed.kind === 'unclear'
      ? await askAgain(model, request, answer.value, call, save)
      : { ...parsed, asked: false };
  if (read.kind === 'unclear')
    return failed(reply.model, 'unreadable_value', `The answer cannot be read as ${output.type}.`);
  if (read.kind === 'missing')
    return { status: 'missing', model: reply.model, value: null, confidence: 0.5, warnings };
  return {
    status: 'answered',
    model: reply.model,
    value: read.value,
    quote: answer.quote ?? undefined,
    confidence: read.asked ? 0.7 : 0.9,
    warnings: [...warnings, ...read.warnings],
  };
}

function refuseTooLong(model: LanguageModel, { system, prefix, prompt }: AssembledPrompt): void {
  const tokens = estimateTokens(system) + estimateTokens(prefix) + estimateTokens(prompt);
  // The estimate is within 15 %, and windows are round numbers: refuse only what cannot possibly fit.
  if (tokens * 0.85 <= model.contextWindow) return;
  throw permanentError(
    'context_too_long',
    `The context has about ${tokens} tokens, but ${model.model} holds ${model.contextWindow}. Let prompt_chunking cut the document (chunk-size), or use another model.`,
  );
}

/** Of a cut-off answer only what is useful in part: text and JSON. Half a number is a wrong number. */
async function salvage(value: unknown, output: EffectiveOutput, conventions: Conventions): Promise<unknown> {
  if (output.type !== 'text' && output.type !== 'json') return null;
  const parsed = await parseValue(value, output.type, conventions);
  return parsed.kind === 'value' ? parsed.value : null;
}

async function askAgain(
  model: LanguageModel,
  { output, question, conventions }: AskRequest,
  value: unknown,
  call: { reason: 'extraction'; promptName: string; temperature: number; signal: AbortSignal },
  save: SaveStep,
) {
  const request = {
    ...call,
    system: 'You bring answers into a given form. Change the form only, never the meaning.',
    prompt: [
      `Question: ${question}`,
      `Answer: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
      `Give this answer as ${output.type}. The value is null when the answer holds none.`,
      'Give a JSON object with "value" and "quote": null.',
    ].join('\n\n'),
    schema: answerSchema(output.type),
  };
  const reply = await completeAnswer(model, request, (part, ...more) => save(`again, ${part}`, ...more));
  const whole = reply.finishReason === 'length' ? undefined : readForm(reply.object);
  if (!whole) return { kind: 'unclear' as const };
  return { ...(await parseValue(whole.value, output.type, conventions)), asked: true };
}

function failed(model: string, code: string, message: string): Answer {
  return { status: 'failed', model, value: null, confidence: 0, warnings: [], error: { code, message } };
}
