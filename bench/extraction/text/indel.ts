/**
 * Likeness of two texts from 0 to 1 as the py-pdf benchmark and rapidfuzz count it: twice the length of the longest
 * common subsequence by the sum of both lengths. Runs of blanks count as one blank.
 */
export const indelRatio = (a: string, b: string): number => likeness(collapse(a), collapse(b));

/** The same of texts as they are. */
export function likeness(a: string, b: string): number {
  const total = a.length + b.length;
  return total === 0 ? 1 : (2 * commonLength(a, b)) / total;
}

export const collapse = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

/**
 * Length of the longest common subsequence, 32 positions of `a` at a time: Hyyrö, "Bit-Parallel LCS-length Computation
 * Revisited" (2004). O(|a| · |b| / 32) time.
 */
export function commonLength(a: string, b: string): number {
  const words = Math.ceil(a.length / 32);
  const masks = new Map<number, Uint32Array>();
  for (let at = 0; at < a.length; at++) {
    const code = a.charCodeAt(at);
    const mask = masks.get(code) ?? new Uint32Array(words);
    mask[at >> 5] = (mask[at >> 5] ?? 0) | (1 << (at & 31));
    masks.set(code, mask);
  }
  // A zero stands where the longest common subsequence grows.
  const row = new Uint32Array(words).fill(0xffffffff);
  for (let at = 0; at < b.length; at++) {
    const mask = masks.get(b.charCodeAt(at));
    if (!mask) continue;
    let carry = 0;
    for (let word = 0; word < words; word++) {
      const value = row[word] ?? 0;
      const match = (value & (mask[word] ?? 0)) >>> 0;
      const sum = value + match + carry;
      carry = sum > 0xffffffff ? 1 : 0;
      row[word] = (sum >>> 0) | (value & ~match);
    }
  }
  let length = 0;
  for (let at = 0; at < a.length; at++) if (!((row[at >> 5] ?? 0) & (1 << (at & 31)))) length++;
  return length;
}

/** Share of the truth's words that the text has too, each as often. */
export function wordRecall(truth: string, text: string): number {
  const left = new Map<string, number>();
  for (const word of wordsOf(text)) left.set(word, (left.get(word) ?? 0) + 1);
  const wanted = wordsOf(truth);
  let found = 0;
  for (const word of wanted) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    found++;
  }
  return wanted.length === 0 ? 1 : found / wanted.length;
}

const wordsOf = (text: string): string[] => text.normalize('NFKC').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
