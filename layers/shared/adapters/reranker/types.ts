/** A document's place in the list that was given, and how well it answers the query; higher is better. */
export type RankedDocument = { index: number; score: number };

export type RerankOptions = {
  /** How many of the best are wanted. */
  most: number;
  /** The output it is for, for the ledger. */
  promptName?: string;
  signal?: AbortSignal;
};

/** A model that reads query and document together. Errors as for language models, with the prefix `reranker_`. */
export type RerankerAdapter = {
  /** Adapter instance id. */
  id: string;
  provider: string;
  model: string;
  /** Best first, each document at most once; fewer than `most` only when the service gives fewer. One call. */
  rerank(query: string, documents: readonly string[], options: RerankOptions): Promise<RankedDocument[]>;
};
