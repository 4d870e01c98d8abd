import * as z from 'zod';
import type { Hit } from '../hits.ts';
import type { Strategy } from '../query.ts';
import { askModel, modelOf, withoutModel } from './ask-model.ts';
import { rankedByBoth } from './hybrid.ts';

const Answer = z.object({ questions: z.array(z.string().trim().min(1)).min(1) });
const SCHEMA = {
  type: 'object',
  properties: { questions: { type: 'array', items: { type: 'string' } } },
  required: ['questions'],
  additionalProperties: false,
};

/**
 * Sub-questions: the model takes the question apart, each part is searched on its own in this one document, and the
 * parts take turns in giving their best chunks, so that each is answered from something – in all `topK` chunks.
 */
export const subquestion: Strategy = async (query) => {
  const model = await modelOf(query);
  if (!model) return withoutModel(query, 'subquestion', 'the embedded reader cannot take questions apart');
  const answer = await askModel(model, query, {
    prompt: `Break the question into the smallest set of self-contained questions (at most ${query.topK}) that can each be looked up in one place of a document. A question that asks for one thing stays as it is. Keep names, dates and terms word for word.\n\nQuestion:\n${query.question}`,
    schema: SCHEMA,
    answer: Answer,
  });
  if (!answer) return withoutModel(query, 'subquestion', 'the model did not answer with questions');
  const questions = [...new Set(answer.questions)].slice(0, query.topK);
  const lists: Hit[][] = [];
  for (const question of questions) {
    lists.push((await rankedByBoth({ ...query, question }, query.topK)).hits);
  }
  return { hits: takeTurns(lists, query.topK), warnings: [] };
};

/** First the best of each list, then the second best …; the earlier a hit comes, the higher its score. */
export function takeTurns(lists: readonly (readonly Hit[])[], most: number): Hit[] {
  const taken = new Map<number, Hit>();
  const longest = Math.max(0, ...lists.map((list) => list.length));
  for (let rank = 0; rank < longest; rank++) {
    for (const list of lists) {
      const hit = list[rank];
      if (hit && !taken.has(hit.first) && taken.size < most) {
        taken.set(hit.first, { ...hit, score: 1 / (rank + 1) });
      }
    }
  }
  return [...taken.values()];
}
