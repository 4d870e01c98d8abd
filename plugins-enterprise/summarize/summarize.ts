import type { LanguageModel, PluginHost, PluginRun } from '#shared/plugins/host.ts';
import { type Budget, divideWindow } from './budget.ts';
import { inParallel } from './in-parallel.ts';
import { instructionFor, mergePrompt, partPrompt } from './prompts.ts';

/** Calls to the model at the same time. */
const CONCURRENCY = 3;
/** Each level is a quarter of the one before, so more levels mean a model that does not condense. */
const MOST_LEVELS = 8;

type Work = { host: PluginHost; run: PluginRun; model: LanguageModel; instruction: string; budget: Budget };
type Summary = { text: string; cutOff: boolean };

/**
 * Makes the text that all prompts are answered from: the whole document in one call where it fits the model's
 * window, otherwise map-reduce – parts are condensed, and their summaries again, until what is left fits one call.
 * Every call's summary is a checkpoint.
 */
export async function summarize(
  host: PluginHost,
  run: PluginRun,
): Promise<{ text: string; warnings: string[] }> {
  const model = await run.llm(run.task.tool_settings.llm ?? 'embedded-reader');
  if (model.kind === 'reader') return { text: run.text, warnings: [needsModel(model.id)] };

  const instruction = instructionFor(run.task);
  const budget = divideWindow(model, await run.countTokens(instruction));
  if (!budget) {
    throw host.errors.permanent(
      'context_window_too_small',
      `The window of ${model.model} (${model.contextWindow} tokens) is too small to summarize with this prompt`,
    );
  }
  const work = { host, run, model, instruction, budget };
  const warnings: string[] = [];
  const { text, levels } = await condense(work, warnings);
  const prompt =
    levels === 0 ? partPrompt(instruction, text, { number: 1, of: 1 }) : mergePrompt(instruction, text);
  const summary = await callModel(work, 'summary', prompt, budget.summary);
  if (summary.cutOff) warnings.push(`the summary was cut off at ${budget.summary} tokens`);
  return { text: summary.text, warnings };
}

const needsModel = (id: string): string =>
  `summarize_as_source needs a language model, and ${id} is none: the prompts were answered from the document itself`;

/** Level by level, until the text fits one call. */
async function condense(work: Work, warnings: string[]): Promise<{ text: string; levels: number }> {
  const { run, host, budget } = work;
  let text = run.text;
  for (let level = 0; level < MOST_LEVELS; level++) {
    if ((await run.countTokens(text)) <= budget.text) return { text, levels: level };
    const parts = await run.splitText(text, budget.text);
    const summaries = await condenseParts(work, parts, level + 1);
    const cut = summaries.flatMap(({ cutOff }, index) => (cutOff ? [index + 1] : []));
    if (cut.length > 0) {
      warnings.push(
        `the summaries of parts ${cut.join(', ')} of ${parts.length} (level ${level + 1}) were cut off at ${budget.partSummary} tokens`,
      );
    }
    text = summaries.map((summary) => summary.text).join('\n\n');
  }
  throw host.errors.permanent(
    'summary_not_shorter',
    `${work.model.model} does not shorten the text: after ${MOST_LEVELS} levels it still does not fit its window`,
  );
}

async function condenseParts(work: Work, parts: string[], level: number): Promise<Summary[]> {
  let done = 0;
  work.run.progress(done, parts.length, 'parts');
  return inParallel(parts, CONCURRENCY, async (part, index) => {
    const prompt = partPrompt(work.instruction, part, { number: index + 1, of: parts.length });
    const summary = await callModel(
      work,
      `level-${level}/part-${index + 1}`,
      prompt,
      work.budget.partSummary,
    );
    work.run.progress(++done, parts.length, 'parts');
    return summary;
  });
}

/** One paid call, once per run and key. A refusal or an empty reply is an error, never an empty summary. */
function callModel(
  { host, run, model }: Work,
  key: string,
  prompt: string,
  maxTokens: number,
): Promise<Summary> {
  const schema = host.z.object({ text: host.z.string().min(1), cutOff: host.z.boolean() });
  return run.checkpoint(key, schema, async () => {
    const reply = await model.complete({ reason: 'summarize', prompt, maxTokens, signal: run.signal });
    if (reply.finishReason === 'content-filter') {
      throw host.errors.permanent('summary_refused', `${model.model} refused to summarize this document`);
    }
    const text = reply.text.trim();
    if (!text) throw host.errors.retryable('summary_empty', `${model.model} returned an empty summary`);
    return { text, cutOff: reply.finishReason === 'length' };
  });
}
