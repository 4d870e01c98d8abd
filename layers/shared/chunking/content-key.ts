import { createHash } from 'node:crypto';
import type { EmbeddingAdapter } from '../adapters/embedding/types.ts';

/** Names a text that is embedded: equal texts, equal keys, in every document. */
export const contentKey = (text: string): string => sha256(text).slice(0, 32);

/** Names what makes a vector besides its text; keys, hosts and time-outs do not count, as for a doc_id. */
export const modelKey = ({ provider, model, dimensions }: EmbeddingAdapter): string =>
  sha256(JSON.stringify([provider, model, dimensions])).slice(0, 32);

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
