import type * as z from 'zod';
import type { JsonSchema, LanguageModel } from '../../adapters/llm/types.ts';
import type { Found } from '../hits.ts';
import type { Query } from '../query.ts';
import { hybrid } from './hybrid.ts';

/** The output's language model; undefined when it is answered by the embedded reader, which cannot be asked. */
export async function modelOf({ request, ctx }: Query): Promise<LanguageModel | undefined> {
  const llm = await ctx.adapters.llm(request.output.llm ?? request.task.tool_settings.llm);
  return llm.kind === 'model' ? llm : undefined;
}

/** Asks the model for JSON; undefined when its answer does not fit. One call, entered in the ledger. */
export async function askModel<T>(
  model: LanguageModel,
  query: Query,
  { prompt, schema, answer }: { prompt: string; schema: JsonSchema; answer: z.ZodType<T> },
): Promise<T | undefined> {
  const { object } = await model.complete({
    reason: 'retrieval',
    promptName: query.request.output.name,
    prompt,
    schema,
    temperature: 0,
    maxTokens: 1000,
    signal: query.ctx.signal,
  });
  const parsed = answer.safeParse(object);
  return parsed.success ? parsed.data : undefined;
}

/** What runs where a strategy needs a model's help and does not get it. */
export async function withoutModel(query: Query, strategy: string, why: string): Promise<Found> {
  const found = await hybrid(query);
  const warning = `Retrieval strategy "${strategy}" ran as "hybrid": ${why}.`;
  return { ...found, warnings: [...found.warnings, warning], ran: 'hybrid' };
}
