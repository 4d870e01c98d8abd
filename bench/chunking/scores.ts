import type { Corpus, Range } from './corpora.ts';

/** Shares of characters from 0 to 1; means over questions, with standard deviations. */
export type Scores = Record<'precision_omega' | 'recall' | 'precision' | 'iou', Mean>;
export type Mean = { mean: number; sd: number };

/** The best chunks for a question, best first. */
export type Search = (question: string, most: number) => readonly Range[];

/**
 * Scores as Chroma's "Evaluating Chunking" has them (brandonstarxel/chunking_evaluation): `precision_omega` supposes
 * that all chunks with a part of a reference are found; the others look at the `top` chunks that a search finds.
 * Ranges that touch count as meeting, chunks that overlap count twice among those found.
 */
export function score(
  corpora: readonly { corpus: Corpus; chunks: readonly Range[]; search: Search }[],
  top: number,
): Scores {
  const omega: number[] = [];
  const recall: number[] = [];
  const precision: number[] = [];
  const iou: number[] = [];
  for (const { corpus, chunks, search } of corpora) {
    for (const { question, references } of corpus.questions) {
      omega.push(precisionOmega(chunks, references));
      const found = search(question, top);
      const hit = size(union(found.flatMap((chunk) => meetings(chunk, references))));
      const wanted = sum(references);
      const retrieved = sum(found);
      const missed = wanted - size(union(found.flatMap((chunk) => meetings(chunk, references))));
      recall.push(wanted === 0 ? 1 : hit / wanted);
      precision.push(retrieved === 0 ? 0 : hit / retrieved);
      iou.push(hit / (retrieved + missed || 1));
    }
  }
  return {
    precision_omega: meanOf(omega),
    recall: meanOf(recall),
    precision: meanOf(precision),
    iou: meanOf(iou),
  };
}

function precisionOmega(chunks: readonly Range[], references: readonly Range[]): number {
  const touched = chunks.filter((chunk) => meetings(chunk, references).length > 0);
  const hit = size(union(touched.flatMap((chunk) => meetings(chunk, references))));
  return hit / (size(union(touched)) || 1);
}

/** What a chunk has of the references; a range of no length where they only touch. */
function meetings(chunk: Range, references: readonly Range[]): Range[] {
  return references
    .map(({ start, end }) => ({ start: Math.max(start, chunk.start), end: Math.min(end, chunk.end) }))
    .filter(({ start, end }) => start <= end);
}

function union(ranges: readonly Range[]): Range[] {
  const merged: Range[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else merged.push({ ...range });
  }
  return merged;
}

const sum = (ranges: readonly Range[]): number =>
  ranges.reduce((total, { start, end }) => total + end - start, 0);
const size = sum;

function meanOf(values: readonly number[]): Mean {
  const mean = values.reduce((total, value) => total + value, 0) / (values.length || 1);
  const variance = values.reduce((total, value) => total + (value - mean) ** 2, 0) / (values.length || 1);
  return { mean, sd: Math.sqrt(variance) };
}
