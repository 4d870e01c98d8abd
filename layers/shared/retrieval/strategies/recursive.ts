import { chunkHit, fuse, type Hit } from '../hits.ts';
import { depthOf, type Query, type Strategy } from '../query.ts';
import { searchedWords } from '../synonyms.ts';
import { hasSemanticVectors, vectorHits } from '../vector-arm.ts';

/**
 * Small to big: the question is matched with small units (a few sentences or rows), and the chunks that these stand
 * in are returned. A short precise hit is not drowned by the rest of a large chunk. With a semantic embedding the
 * chunks found so are fused with those that the vectors find.
 */
export const recursive: Strategy = async (query) => {
  const depth = depthOf(query.topK);
  const fromSmall = throughSmallUnits(query, depth);
  if (!hasSemanticVectors(query)) return { hits: fromSmall.slice(0, query.topK), warnings: [] };
  const near = await vectorHits(query, depth);
  return { hits: fuse([{ hits: fromSmall }, near]).slice(0, query.topK), warnings: near.warnings };
};

/** Chunks by their best small unit. */
function throughSmallUnits(query: Query, most: number): Hit[] {
  const { lexical, chunkOf } = query.index.small();
  const chunks = new Map<number, Hit>();
  // Many units may stand in one chunk, so all that match are looked through.
  for (const { index: unit, score } of lexical.bm25(searchedWords(query), chunkOf.length)) {
    const place = chunkOf[unit] as number;
    if (!chunks.has(place)) chunks.set(place, chunkHit(place, score, 'small-units'));
    if (chunks.size >= most) break;
  }
  return [...chunks.values()];
}
