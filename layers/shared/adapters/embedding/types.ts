/** Some models embed what is stored and what is asked differently; `document` unless told otherwise. */
export type EmbeddingPurpose = 'document' | 'query';

/** The vectors of the texts from `from` on. */
export type Answered = (from: number, vectors: readonly Float32Array[]) => void;

/** Turns texts into vectors. Errors as for language models, with the prefix `embedding_`. */
export type EmbeddingAdapter = {
  /** Adapter instance id. */
  id: string;
  provider: string;
  model: string;
  dimensions: number;
  /** False for an embedding without weights: it finds equal words, not equal meaning, and is not fused. */
  semantic: boolean;
  /** Texts that one request of the provider takes; whoever saves between calls cuts its work by it. */
  textsPerCall: number;
  /**
   * Texts in order; vectors are normalised to length 1. Batches and bounds concurrency itself; enters the ledger.
   * `answered` is told of each request that succeeds, so that it is not lost when another one fails.
   */
  embed(
    texts: readonly string[],
    signal?: AbortSignal,
    purpose?: EmbeddingPurpose,
    answered?: Answered,
  ): Promise<Float32Array[]>;
};
