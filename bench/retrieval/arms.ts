import { lexicalHashEmbedding } from '#shared/adapters/embedding/lexical-hash.ts';
import { vectorLength } from '#shared/adapters/embedding/normalise.ts';
import { cosineScan } from '#shared/adapters/vector-db/cosine-scan.ts';
import { searchableText } from '#shared/chunking/searchable-text.ts';
import { fuse, type Hit, lexicalHits } from '#shared/retrieval/hits.ts';
import { asLoaded, type LoadedIndex } from '#shared/retrieval/loaded-index.ts';
import type { Query, RetrievalRequest } from '#shared/retrieval/query.ts';
import { hybrid } from '#shared/retrieval/strategies/hybrid.ts';

/** Places of the texts found, best first. */
export type Search = (question: string, most: number) => Promise<number[]>;

export const ARMS = ['bm25', 'lexical-hash', 'hybrid', 'fused'] as const;

/** What is found: a text under its headings, as a chunk of a document is. */
export type Piece = { text: string; headings?: readonly string[] };

/**
 * The two arms that need no account, and both ways to join them: `hybrid` as it ships (a vector arm that is not
 * semantic has weight 0), and `fused` by reciprocal rank, which shows why.
 */
export async function embeddedArms(pieces: readonly Piece[]): Promise<Record<(typeof ARMS)[number], Search>> {
  const index = indexOf(pieces);
  const embedding = lexicalHashEmbedding('bench');
  const vectors = await embedding.embed(index.set.chunks.map((chunk) => searchableText(index.set, chunk)));
  const data = new Float32Array(vectors.length * embedding.dimensions);
  for (const [row, vector] of vectors.entries()) data.set(vector, row * embedding.dimensions);
  const lengths = Float64Array.from(vectors, vectorLength);
  const ids = pieces.map((_none, place) => String(place));
  const byWords = (question: string, most: number): Hit[] => lexicalHits(index, question, most);
  const byVector = async (question: string, most: number): Promise<Hit[]> => {
    const [vector] = await embedding.embed([question], undefined, 'query');
    return cosineScan({ ids, data, lengths }, vector as Float32Array, most).map(({ id, score }) => ({
      first: Number(id),
      last: Number(id),
      score,
      arms: ['vectors'],
    }));
  };
  const places = (hits: readonly Hit[]) => hits.map(({ first }) => first);
  return {
    bm25: async (question, most) => places(byWords(question, most)),
    'lexical-hash': async (question, most) => places(await byVector(question, most)),
    hybrid: async (question, most) => places((await hybrid(queryOn(index, question, most))).hits),
    fused: async (question, most) =>
      places(
        fuse([{ hits: byWords(question, most) }, { hits: await byVector(question, most) }]).slice(0, most),
      ),
  };
}

/** As retrieve() asks; nothing of the run is looked at where the index has no semantic vectors. */
const queryOn = (index: LoadedIndex, question: string, topK: number): Query => ({
  index,
  question,
  topK,
  request: { task: { tool_settings: {} }, output: {} } as RetrievalRequest,
  ctx: {} as Query['ctx'],
});

export function indexOf(pieces: readonly Piece[]): LoadedIndex {
  let at = 0;
  const chunks = pieces.map(({ text, headings = [] }, place) => {
    const start = at;
    at += text.length + 2;
    return {
      id: `c${place}`,
      start,
      end: start + text.length,
      tokens: 0,
      pages: [1],
      headings: [...headings],
      hash: '',
    };
  });
  return asLoaded('bench', {
    version: 1,
    doc_id: 'bench',
    chunk_size: 1,
    chunk_overlap: 0,
    text: pieces.map(({ text }) => text).join('\n\n'),
    chunks,
    vectors: null,
  });
}
