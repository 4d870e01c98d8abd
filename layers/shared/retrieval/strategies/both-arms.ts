import { type Found, fuse, type Hit, lexicalHits, type Ranking } from '../hits.ts';
import { depthOf, type Query } from '../query.ts';
import { searchedWords } from '../synonyms.ts';
import { hasSemanticVectors, vectorHitsFor } from '../vector-arm.ts';

/** The chunks that both arms find for the question, joined by reciprocal rank fusion, best first. */
export async function rankedByBoth(query: Query, most: number): Promise<Found> {
  const [arms] = await searchBothArms(query, [query.question], depthOf(most));
  return { hits: joined(arms?.rankings ?? []).slice(0, most), warnings: arms?.warnings ?? [] };
}

/** Rankings fused; a single one as it is, whose scores say more than its ranks. */
export function joined(rankings: readonly Ranking[]): readonly Hit[] {
  const [only, ...others] = rankings;
  return only && others.length === 0 ? only.hits : fuse(rankings);
}

/**
 * Searches with two different arms, BM25 on the words and cosine on the vectors: by question, what each arm found.
 * Where the index has no vectors that know meaning, the vector arm has weight 0, that is, it is left out: fusing a
 * weak arm finds less (bench:retrieval, rows "fused").
 */
export async function searchBothArms(
  query: Query,
  questions: readonly string[],
  depth: number,
): Promise<{ rankings: Ranking[]; warnings: string[] }[]> {
  const byMeaning = hasSemanticVectors(query) ? await vectorHitsFor(query, questions, depth) : [];
  return questions.map((question, i) => {
    const byWords = { hits: lexicalHits(query.index, searchedWords({ ...query, question }), depth) };
    const near = byMeaning[i];
    return { rankings: near ? [byWords, near] : [byWords], warnings: near?.warnings ?? [] };
  });
}
