import { lexicalHits } from '#shared/retrieval/hits.ts';
import { asLoaded } from '#shared/retrieval/loaded-index.ts';
import type { Chunked, Chunker } from './chunkers.ts';
import type { Corpus } from './corpora.ts';
import { type Scores, score } from './scores.ts';

const percent = (share: number): number => Math.round(share * 1000) / 10;

/** Scores in percent. */
export type Row = Record<keyof Scores | 'recall_sd' | 'chunks' | 'mean_tokens', number>;

export async function measure(corpora: readonly Corpus[], chunker: Chunker, top: number): Promise<Row> {
  const made = await Promise.all(corpora.map((corpus) => indexed(corpus, chunker)));
  const { recall, precision, iou, precision_omega } = score(made, top);
  const chunks = made.flatMap((one) => one.chunks);
  return {
    recall: percent(recall.mean),
    recall_sd: percent(recall.sd),
    precision: percent(precision.mean),
    iou: percent(iou.mean),
    precision_omega: percent(precision_omega.mean),
    chunks: chunks.length,
    mean_tokens: Math.round(chunks.reduce((sum, { tokens }) => sum + tokens, 0) / chunks.length),
  };
}

/** A corpus with the retriever that a run without a configured embedding has. */
async function indexed(corpus: Corpus, chunker: Chunker) {
  const chunks: Chunked[] = await chunker(corpus.text);
  const index = asLoaded('bench', {
    version: 1,
    doc_id: corpus.name,
    chunk_size: 1,
    chunk_overlap: 0,
    text: corpus.text,
    chunks: chunks.map((chunk, at) => ({
      ...chunk,
      id: `c${at}`,
      pages: [1],
      hash: '',
      headings: [...chunk.headings],
    })),
    vectors: null,
  });
  const search = (question: string, most: number) =>
    lexicalHits(index, question, most).flatMap(({ first }) => chunks[first] ?? []);
  return { corpus, chunks, search };
}
