import { lexicalHashEmbedding } from '#shared/adapters/embedding/lexical-hash.ts';
import { cosineScan } from '#shared/adapters/vector-db/cosine-scan.ts';
import { fuse, type Hit, lexicalHits } from '#shared/retrieval/hits.ts';
import { asLoaded } from '#shared/retrieval/loaded-index.ts';

/** Places of the texts found, best first. */
export type Search = (question: string, most: number) => Promise<number[]>;

/**
 * The two arms that need no account, and both ways to join them: `hybrid` as it ships (a vector arm that is not
 * semantic has weight 0), and `fused` by reciprocal rank, which shows why.
 */
export async function embeddedArms(
  texts: readonly string[],
): Promise<Record<'bm25' | 'lexical-hash' | 'hybrid' | 'fused', Search>> {
  const index = indexOf(texts);
  const embedding = lexicalHashEmbedding('bench');
  const vectors = await embedding.embed([...texts]);
  const data = new Float32Array(vectors.length * embedding.dimensions);
  for (const [row, vector] of vectors.entries()) data.set(vector, row * embedding.dimensions);
  const ids = texts.map((_none, place) => String(place));
  const byWords = (question: string, most: number): Hit[] => lexicalHits(index, question, most);
  const byVector = async (question: string, most: number): Promise<Hit[]> => {
    const [vector] = await embedding.embed([question], undefined, 'query');
    return cosineScan({ ids, data }, vector as Float32Array, most).map(({ id, score }) => ({
      first: Number(id),
      last: Number(id),
      score,
    }));
  };
  const places = (hits: readonly Hit[]) => hits.map(({ first }) => first);
  return {
    bm25: async (question, most) => places(byWords(question, most)),
    'lexical-hash': async (question, most) => places(await byVector(question, most)),
    hybrid: async (question, most) => places(byWords(question, most)),
    fused: async (question, most) =>
      places(fuse([byWords(question, most), await byVector(question, most)]).slice(0, most)),
  };
}

function indexOf(texts: readonly string[]) {
  let at = 0;
  const chunks = texts.map((text, place) => {
    const start = at;
    at += text.length + 2;
    return {
      id: `c${place}`,
      start,
      end: start + text.length,
      tokens: 0,
      pages: [1],
      headings: [],
      hash: '',
    };
  });
  return asLoaded('bench', {
    version: 1,
    doc_id: 'bench',
    chunk_size: 1,
    chunk_overlap: 0,
    text: texts.join('\n\n'),
    chunks,
    vectors: null,
  });
}
