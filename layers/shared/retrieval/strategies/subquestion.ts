import * as z from 'zod';
import { type Hit, origins } from '../hits.ts';
import { depthOf, type Strategy } from '../query.ts';
import { askModel, modelOf, withoutModel } from './ask-model.ts';
import { joined, searchBothArms } from './both-arms.ts';

/** More parts than this are no longer parts of one question. */
const MOST_QUESTIONS = 8;

const Answer = z.object({ questions: z.array(z.string().trim().min(1)).min(1) });
const SCHEMA = {
  type: 'object',
  properties: { questions: { type: 'array', items: { type: 'string' } } },
  required: ['questions'],
  additionalProperties: false,
};

/**
 * Sub-questions: the model takes the question apart in one call, each part is searched on its own in this one
 * document, and the parts take turns in giving their best chunks, so that each is answered from something – in all
 * `topK` chunks, each of which says whose part's it is.
 */
export const subquestion: Strategy = async (query) => {
  const model = await modelOf(query);
  if (!model) return withoutModel(query, 'subquestion', 'the embedded reader cannot take questions apart');
  const most = Math.min(query.request.topK, MOST_QUESTIONS);
  const answer = await askModel(model, query, {
    prompt: `Break the question into the smallest set of self-contained questions (at most ${most}) that can each be looked up in one place of a document. A question that asks for one thing stays as it is. Keep names, dates and terms word for word.\n\nQuestion:\n${query.question}`,
    schema: SCHEMA,
    answer: Answer,
  });
  if (!answer) return withoutModel(query, 'subquestion', 'the model did not answer with questions');
  const distinct = [...new Set(answer.questions)];
  const questions = distinct.slice(0, most);
  const searched = await searchBothArms(query, questions, depthOf(query.topK));
  const lists = searched.map(({ rankings }, i) =>
    joined(rankings).map((hit): Hit => ({ ...hit, questions: [questions[i] ?? ''] })),
  );
  const warnings = new Set(searched.flatMap((arms) => arms.warnings));
  if (distinct.length > most) {
    warnings.add(
      `Retrieval strategy "subquestion" searched ${most} of ${distinct.length} sub-questions; raise similarity-top-k for more.`,
    );
  }
  return { hits: takeTurns(lists, query.topK), warnings: [...warnings] };
};

/** First the best of each list, then the second best …; the earlier a hit comes, the higher its score. */
export function takeTurns(lists: readonly (readonly Hit[])[], most: number): Hit[] {
  const taken = new Map<number, Hit>();
  const longest = Math.max(0, ...lists.map((list) => list.length));
  for (let rank = 0; rank < longest && taken.size < most; rank++) {
    for (const list of lists) {
      const hit = list[rank];
      if (!hit) continue;
      const before = taken.get(hit.first);
      if (before) taken.set(hit.first, { ...before, ...origins([before, hit]) });
      else if (taken.size < most) taken.set(hit.first, { ...hit, score: 1 / (rank + 1) });
    }
  }
  return [...taken.values()];
}
