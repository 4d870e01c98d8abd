import type { Strategy } from '../query.ts';
import { rankedByBoth } from './both-arms.ts';

/**
 * The default: BM25 and vector search, joined by reciprocal rank fusion. No model is asked to write anything. Where
 * the index has no vectors that know meaning, BM25 alone decides.
 */
export const hybrid: Strategy = (query) => rankedByBoth(query, query.topK);
