import { normalise } from './normalise.ts';
import type { EmbeddingAdapter } from './types.ts';

export const LEXICAL_HASH_DIMENSIONS = 1536;
export const LEXICAL_HASH_MODEL = 'lexical-hash-1';

/**
 * An embedding that needs no model, no network and no key: each word is hashed to one of 1,536 dimensions with a
 * sign (feature hashing, Weinberger et al. 2009), weighted 1 + ln(count), and the vector is normalised. It finds
 * equal words, not equal meaning, and says so (`semantic: false`), so retrieval never fuses it with BM25.
 */
export function lexicalHashEmbedding(id: string): EmbeddingAdapter {
  return {
    id,
    provider: 'lexical-hash',
    model: LEXICAL_HASH_MODEL,
    dimensions: LEXICAL_HASH_DIMENSIONS,
    semantic: false,
    textsPerCall: Number.POSITIVE_INFINITY,
    async embed(texts, signal) {
      return texts.map((text) => {
        signal?.throwIfAborted();
        return lexicalVector(text);
      });
    },
  };
}

/** Words: runs of letters, marks and digits after compatibility normalisation, in lower case. */
const WORDS = /[\p{L}\p{M}\p{N}]+/gu;

function lexicalVector(text: string): Float32Array {
  const counts = new Map<string, number>();
  for (const [word] of text.normalize('NFKC').toLowerCase().matchAll(WORDS)) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const vector = new Float32Array(LEXICAL_HASH_DIMENSIONS);
  for (const [word, count] of counts) {
    const hash = fnv1a(word);
    const place = hash % LEXICAL_HASH_DIMENSIONS;
    const sign = hash & 0x80000000 ? -1 : 1;
    vector[place] = (vector[place] ?? 0) + sign * (1 + Math.log(count));
  }
  // A text without words (or whose words cancel out) gets one fixed direction, never zeros.
  return normalise(vector) ?? vector.fill(1, 0, 1);
}

/** FNV-1a over UTF-16 units, 32 bits, finished with a murmur3 mix so that high and low bits are independent. */
function fnv1a(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) {
    hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
