import type { Strategy } from '../query.ts';
import { vectorHits } from '../vector-arm.ts';

/** Vector search: the chunks whose vectors are nearest to the question's. Scores are cosines. */
export const simple: Strategy = (query) => vectorHits(query, query.topK);
