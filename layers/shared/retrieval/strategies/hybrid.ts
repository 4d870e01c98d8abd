import { type Found, fuse, lexicalHits } from '../hits.ts';
import { depthOf, type Query, type Strategy } from '../query.ts';
import { hasSemanticVectors, vectorHits } from '../vector-arm.ts';

/**
 * The default: BM25 and vector search, joined by reciprocal rank fusion. Where the index has no vectors that know
 * meaning, the vector arm has weight 0 and BM25 alone decides: fusing a weak arm finds less (LIBRARIES §5).
 */
export const hybrid: Strategy = async (query) => rankedByBoth(query, query.topK);

/**
 * Reciprocal rank fusion of two different arms over the question: BM25 on the words, cosine on the vectors. The
 * same as `hybrid`, for those who ask for it by name – who are told when there is only one arm to fuse.
 */
export const fusion: Strategy = async (query) => {
  const found = await rankedByBoth(query, query.topK);
  if (hasSemanticVectors(query)) return found;
  const warning =
    'Retrieval strategy "fusion" ran on BM25 alone: the embedding is not semantic, and fusing it would find less.';
  return { ...found, warnings: [...found.warnings, warning] };
};

/** Both arms' chunks, best first. */
export async function rankedByBoth(query: Query, most: number): Promise<Found> {
  const depth = depthOf(most);
  const words = lexicalHits(query.index, query.question, depth);
  if (!hasSemanticVectors(query)) return { hits: words.slice(0, most), warnings: [] };
  return { hits: fuse([words, await vectorHits(query, depth)]).slice(0, most), warnings: [] };
}
