import * as z from 'zod';
import type { Ranking } from '../hits.ts';
import { depthOf, type Query, type Strategy } from '../query.ts';
import { hasSemanticVectors } from '../vector-arm.ts';
import { askModel, modelOf } from './ask-model.ts';
import { joined, searchBothArms } from './both-arms.ts';

/** Upstream's query fusion searches four questions: the one asked and three that the model writes. */
const VARIANTS = 3;
/** What the ranks found by a variant count beside those found by the question itself. */
const VARIANT_WEIGHT = 0.5;

const Answer = z.object({ questions: z.array(z.string().trim().min(1)) });
const SCHEMA = {
  type: 'object',
  properties: { questions: { type: 'array', items: { type: 'string' } } },
  required: ['questions'],
  additionalProperties: false,
};

/**
 * Reciprocal rank fusion of two different arms – BM25 on the words, cosine on the vectors – over the question and up
 * to three other wordings of it, which the language model writes in one call; without one, over the question alone.
 */
export const fusion: Strategy = async (query) => {
  const { variants, warnings } = await writeVariants(query);
  const searched = await searchBothArms(query, [query.question, ...variants], depthOf(query.topK));
  const rankings = searched.flatMap((arms, i): Ranking[] =>
    arms.rankings.map((ranking) => ({ ...ranking, weight: i === 0 ? 1 : VARIANT_WEIGHT })),
  );
  if (!hasSemanticVectors(query)) {
    warnings.push(
      'Retrieval strategy "fusion" ran on BM25 alone: the embedding is not semantic, and fusing it would find less.',
    );
  }
  for (const arms of searched) warnings.push(...arms.warnings);
  return { hits: joined(rankings).slice(0, query.topK), warnings: [...new Set(warnings)] };
};

async function writeVariants(query: Query): Promise<{ variants: string[]; warnings: string[] }> {
  const model = await modelOf(query);
  if (!model) return { variants: [], warnings: [] };
  const answer = await askModel(model, query, {
    prompt: `Write ${VARIANTS} other wordings of the question, to search a document with: use the terms that such documents use, synonyms, and full names for short ones. Do not answer it, and do not widen it.\n\nQuestion:\n${query.question}`,
    schema: SCHEMA,
    answer: Answer,
  });
  if (!answer) {
    const warning =
      'Retrieval strategy "fusion" searched the question alone: the model wrote no other wordings.';
    return { variants: [], warnings: [warning] };
  }
  const variants = [...new Set(answer.questions)].filter((variant) => variant !== query.question);
  return { variants: variants.slice(0, VARIANTS), warnings: [] };
}
